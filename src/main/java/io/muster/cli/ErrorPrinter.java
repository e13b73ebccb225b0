package io.muster.cli;

import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Prints what went wrong, why and what to try; a stack trace only for a bug, or with {@code --stacktrace}. */
final class ErrorPrinter implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private final Terminal terminal;
    private final Interruption interruption;

    ErrorPrinter(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        terminal.say("Error: " + Misuse.of(exception).text());
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        int code = said(exception);
        if (MusterCommand.of(command).stackTrace()) {
            exception.printStackTrace(terminal.err());
        }
        return code;
    }

    private int said(Exception exception) {
        if (exception instanceof InterruptedException || interruption.isRequested()) {
            // Whatever else was thrown then comes from stopping in the middle.
            terminal.say("Interrupted.");
            return ExitCode.INTERRUPTED;
        }
        if (exception instanceof ProblemException problem) {
            terminal.say(text(problem));
            return problem.kind() == ProblemException.Kind.USAGE ? ExitCode.USAGE : ExitCode.COULD_NOT_RUN;
        }
        Logger log = LoggerFactory.getLogger(ErrorPrinter.class);
        log.debug("bug", exception);
        terminal.say("Error: Muster has a bug: " + exception.getClass().getName() + ".\n"
                + "Try: run the command again with --stacktrace and report what it prints");
        return ExitCode.COULD_NOT_RUN;
    }

    /** What a person reads of a problem. */
    static String text(ProblemException exception) {
        return exception.problems().stream()
                .map(Problem::text)
                .map(text -> "Error: " + text)
                .collect(Collectors.joining("\n"));
    }
}
