package io.muster.cli;

import io.muster.cli.CommandFactory.Context;
import io.muster.problem.ProblemException;
import io.muster.state.Run;
import io.muster.state.State;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster report}: renders a stored run. */
@Command(
        name = "report",
        description = "Renders a stored run, compared with an earlier one.%n%nExample: muster report --since 7d")
final class ReportCommand implements Callable<Integer> {

    private final Context context;

    @Option(names = "--run", paramLabel = "ID", description = "The run (default: the newest complete one).")
    private @Nullable String run;

    @Option(
            names = "--since",
            paramLabel = "DAYS",
            description = "Compare with the run of so many days before, such as 7d (default: the run before).")
    private @Nullable String since;

    ReportCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Wiring wiring = Wiring.ofOptional(context);
        try (State state = wiring.stateOfRuns()) {
            Run found = StoredRuns.find(state, run);
            Optional<Run> before = since == null
                    ? state.runs().previous(found)
                    : state.runs().completeBefore(found.started().minus(days(since)));
            context.terminal()
                    .print(wiring.reports(state, wiring.pack())
                            .write(found, before)
                            .toString());
            return ExitCode.DONE;
        }
    }

    private static Duration days(String text) {
        if (!text.matches("[0-9]{1,4}d")) {
            throw ProblemException.usage("'" + text + "' is no number of days.", "", "--since 7d");
        }
        return Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)));
    }
}
