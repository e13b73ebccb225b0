package io.muster.cli;

import java.util.Map;
import picocli.CommandLine;

/** The entry point: runs one command and answers with its exit code. */
public final class Main {

    private Main() {}

    /** Runs {@code muster}. */
    public static void main(String[] arguments) {
        Interruption interruption = Interruption.watch();
        int code = run(arguments, System.getenv(), Terminal.ofProcess(), interruption);
        interruption.ended();
        System.exit(code);
    }

    static int run(String[] arguments, Map<String, String> environment, Terminal terminal) {
        return run(arguments, environment, terminal, Interruption.none());
    }

    private static int run(
            String[] arguments, Map<String, String> environment, Terminal terminal, Interruption interruption) {
        CommandLine commandLine = new CommandLine(new MusterCommand(), new CommandFactory(environment, terminal));
        commandLine.setOut(terminal.out());
        commandLine.setErr(terminal.err());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        ErrorPrinter errors = new ErrorPrinter(terminal, interruption);
        commandLine.setParameterExceptionHandler(errors);
        commandLine.setExecutionExceptionHandler(errors);
        footers(commandLine);
        int code = commandLine.execute(arguments);
        terminal.flush();
        return code;
    }

    private static void footers(CommandLine commandLine) {
        if (commandLine.getCommandSpec().usageMessage().footer().length == 0) {
            commandLine.getCommandSpec().usageMessage().footer(ExitCode.HELP);
        }
        commandLine.getSubcommands().values().forEach(Main::footers);
    }
}
