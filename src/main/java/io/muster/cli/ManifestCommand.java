package io.muster.cli;

import io.muster.cli.CommandFactory.Context;
import io.muster.inventory.Slice;
import io.muster.state.State;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster manifest}: what a run read, and what not. */
@Command(
        name = "manifest",
        description = "Prints what became of every account, source and region of a run.%n%n"
                + "Example: muster manifest --unread")
final class ManifestCommand implements Callable<Integer> {

    private final Context context;

    @Option(names = "--run", paramLabel = "ID", description = "The run (default: the newest complete one).")
    private @Nullable String run;

    @Option(names = "--unread", description = "Only what was not read.")
    private boolean unread;

    @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: table).")
    private Listing.Format format = Listing.Format.table;

    ManifestCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (State state = Wiring.ofOptional(context).stateOfRuns()) {
            Listing listing = new Listing(
                    "account_id",
                    "source",
                    "region",
                    "status",
                    "confirmed",
                    "rows",
                    "duration_ms",
                    "reason",
                    "message");
            state.manifest().forEach(StoredRuns.find(state, run).id(), slice -> {
                if (!unread || !slice.isRead()) {
                    add(listing, slice);
                }
            });
            listing.print(format, context.terminal().out());
            return ExitCode.DONE;
        }
    }

    private static void add(Listing listing, Slice slice) {
        listing.row(
                slice.account(),
                slice.source(),
                slice.region(),
                slice.status().word(),
                slice.confirmation() == null ? null : slice.confirmation().word(),
                slice.rows(),
                slice.duration().toMillis(),
                slice.reason() == null ? null : slice.reason().word(),
                slice.message());
    }
}
