package io.muster.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code muster}: what all commands share. */
@Command(
        name = "muster",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        description = "Calls the roll of an AWS organization before an incident.",
        subcommands = {
            DemoCommand.class,
            AuditCommand.class,
            ServeCommand.class,
            ReportCommand.class,
            RunsCommand.class,
            FindingsCommand.class,
            ManifestCommand.class,
            ChecksCommand.class,
            InventoryCommand.class,
            LookupCommand.class,
            ContactsCommand.class,
            OutboxCommand.class,
            PermissionsCommand.class,
            ConnectionsCommand.class,
            DoctorCommand.class,
            DrillCommand.class
        })
final class MusterCommand implements Runnable {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The configuration (default: muster.yaml in this folder).")
    private @Nullable Path config;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Print where in the code a problem arose.")
    private boolean stackTrace;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    /** The command at the top, which knows the options that all share. */
    static MusterCommand of(CommandLine command) {
        CommandLine top = command;
        while (top.getParent() != null) {
            top = top.getParent();
        }
        return top.getCommand();
    }

    @Nullable
    Path config() {
        return config;
    }

    boolean stackTrace() {
        return stackTrace;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
