package io.muster.cli;

import java.util.Map;
import picocli.CommandLine;

/** The entry point: runs one command and answers with its exit code. */
public final class Main {

    private Main() {}

    /** Runs {@code muster}. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv(), Terminal.ofProcess()));
    }

    static int run(String[] arguments, Map<String, String> environment, Terminal terminal) {
        CommandLine commandLine = new CommandLine(new MusterCommand(), new CommandFactory(environment, terminal));
        commandLine.setOut(terminal.out());
        commandLine.setErr(terminal.err());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler(new ErrorPrinter(terminal));
        commandLine.setExecutionExceptionHandler(new ErrorPrinter(terminal));
        footers(commandLine);
        int code = commandLine.execute(arguments);
        terminal.flush();
        return code;
    }

    private static void footers(CommandLine commandLine) {
        commandLine.getCommandSpec().usageMessage().footer(ExitCode.HELP);
        commandLine.getSubcommands().values().forEach(Main::footers);
    }
}
