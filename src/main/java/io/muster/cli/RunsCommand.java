package io.muster.cli;

import io.muster.cli.CommandFactory.Context;
import io.muster.problem.ProblemException;
import io.muster.state.State;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster runs}: which runs are stored. */
@Command(name = "runs", description = "Lists the stored runs, newest first.%n%nExample: muster runs --format json")
final class RunsCommand implements Callable<Integer> {

    private final Context context;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: 20).")
    private int limit = 20;

    @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: table).")
    private Listing.Format format = Listing.Format.table;

    RunsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw ProblemException.usage("'--limit' is " + limit + ", which shows nothing.", "", "--limit 20");
        }
        try (State state = Wiring.ofOptional(context).stateOfRuns()) {
            Listing listing = new Listing(
                    "run_id", "status", "started", "seconds", "accounts", "findings", "gaps", "scope", "why");
            state.runs().list(limit).forEach(run -> StoredRuns.row(listing, run));
            listing.print(format, context.terminal().out());
            if (listing.size() == 0) {
                context.terminal().say(StoredRuns.NONE_YET + "\nTry: muster audit");
            }
            return ExitCode.DONE;
        }
    }
}
