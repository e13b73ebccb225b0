package io.muster.cli;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** The entry point: runs one command and answers with its exit code. */
public final class Main {

    private static final Pattern FIRST_SENTENCE = Pattern.compile("^(.+?[.?])(?:(?:%n)+| |$)");

    /** The one command that is no part of the jar. */
    private static final String BENCH = "%nFrom a checkout, './muster bench' measures what Muster promises to hold.%n";

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
        CommandLine commandLine = CommandFactory.commandLine(environment, terminal);
        commandLine.setOut(terminal.out());
        commandLine.setErr(terminal.err());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        ErrorPrinter errors = new ErrorPrinter(terminal, interruption);
        commandLine.setParameterExceptionHandler(errors);
        commandLine.setExecutionExceptionHandler(errors);
        commandLine.setUsageHelpWidth(100);
        footers(commandLine);
        int code = commandLine.execute(arguments);
        terminal.flush();
        return code;
    }

    /** The first sentence stands in the list of commands, the rest in the help of the command alone. */
    private static void footers(CommandLine commandLine) {
        CommandLine.Model.UsageMessageSpec usage = commandLine.getCommandSpec().usageMessage();
        if (usage.footer().length == 0) {
            usage.footer((commandLine.getParent() == null ? BENCH : "") + ExitCode.HELP);
        }
        String text = literally(String.join("%n", usage.description()));
        Matcher sentence = FIRST_SENTENCE.matcher(text);
        if (commandLine.getParent() != null && sentence.find()) {
            usage.header(sentence.group(1));
            usage.description("%n" + text.substring(sentence.end()).strip() + "%n");
        }
        commandLine.getSubcommands().values().forEach(Main::footers);
    }

    /** A text in which variables are resolved already, so that it comes through unchanged when they are again. */
    private static String literally(String resolved) {
        return resolved.replace("$", "$$");
    }
}
