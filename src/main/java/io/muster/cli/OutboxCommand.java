package io.muster.cli;

import io.muster.cli.CommandFactory.Context;
import io.muster.problem.Nearest;
import io.muster.problem.ProblemException;
import io.muster.push.Comparison;
import io.muster.push.DeadLetters;
import io.muster.push.Delivery;
import io.muster.push.Drain;
import io.muster.push.Reconciliation;
import io.muster.push.Targets;
import io.muster.state.OutboxStatus;
import io.muster.state.State;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code muster outbox}: what the targets have, and what waits. */
@Command(
        name = "outbox",
        description = "Shows what waits for the targets, sends it, and compares what arrived.%n%n"
                + "Examples:%n"
                + "  muster outbox status%n"
                + "  muster outbox dead%n"
                + "  muster outbox reconcile --run 2637cecd2c75",
        subcommands = {
            OutboxCommand.StatusCommand.class,
            OutboxCommand.RetryCommand.class,
            OutboxCommand.DeadCommand.class,
            OutboxCommand.RedriveCommand.class,
            OutboxCommand.ReconcileCommand.class
        })
final class OutboxCommand implements Runnable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which of status, retry, dead, redrive or reconcile?");
    }

    /** {@code muster outbox status}. */
    @Command(
            name = "status",
            description = "Shows for each target what waits, since when, and why.%n%n"
                    + "Exit code 0 whether or not something waits or was refused: look at waiting_events, dead_letters%n"
                    + "and parked, or let 'muster outbox retry' send it, which ends with 4 if something still waits.%n%n"
                    + "Example: muster outbox status --format json")
    static final class StatusCommand implements Callable<Integer> {

        private final Context context;

        @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: table).")
        private Listing.Format format = Listing.Format.table;

        StatusCommand(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            try (State state = Wiring.ofOptional(context).stateOfRuns()) {
                Listing listing = new Listing(
                        "target",
                        "waiting_batches",
                        "waiting_events",
                        "waiting_bytes",
                        "oldest",
                        "delivered_events",
                        "dead_letters",
                        "parked",
                        "why",
                        "try");
                List<OutboxStatus> status = state.outbox().status();
                status.forEach(target -> listing.row(
                        target.target(),
                        target.waiting(),
                        target.waitingEvents(),
                        target.waitingBytes(),
                        target.oldest(),
                        target.delivered(),
                        target.deadLetters(),
                        target.parked(),
                        target.isParked() ? target.why() : target.lastReply(),
                        target.fix()));
                listing.print(format, context.terminal().out());
                context.terminal().say(said(status));
                return ExitCode.DONE;
            }
        }

        /** How it stands with all targets together, for a person. */
        private static String said(List<OutboxStatus> status) {
            long waiting =
                    status.stream().mapToLong(OutboxStatus::waitingEvents).sum();
            long refused = status.stream().mapToLong(OutboxStatus::deadLetters).sum();
            String waits = waiting == 0
                    ? "Nothing waits."
                    : String.format(
                            Locale.ENGLISH, "Waiting events: %,d (to send them: muster outbox retry).", waiting);
            return refused == 0
                    ? waits
                    : waits + String.format(Locale.ENGLISH, " Refused ones: %,d (see: muster outbox dead).", refused);
        }
    }

    /** {@code muster outbox retry}. */
    @Command(
            name = "retry",
            description =
                    "Sends what waits now, also to targets that are parked, and waits for the acknowledgements.%n%n"
                            + "Example: muster outbox retry splunk")
    static final class RetryCommand implements Callable<Integer> {

        private final Context context;

        @Parameters(paramLabel = "TARGET", arity = "0..1", description = "Only this target (default: all).")
        private @Nullable String target;

        RetryCommand(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws InterruptedException {
            Wiring wiring = Wiring.ofOptional(context);
            Targets targets = wiring.targets();
            requireKnown(targets, target);
            try (State state = wiring.stateOfRuns()) {
                targets.names().stream()
                        .filter(name -> target == null || name.equals(target))
                        .forEach(name -> state.outbox().retry(name));
                wiring.publisher(state, targets).resume();
                return send(wiring, state, targets, context.terminal());
            }
        }
    }

    private static void requireKnown(Targets targets, @Nullable String target) {
        if (target != null && !targets.names().contains(target)) {
            throw ProblemException.usage(
                    "There is no target '" + target + "'.",
                    Nearest.suggestion(target, targets.names()),
                    targets.isEmpty() ? "add one under 'targets' in muster.yaml" : "one of " + targets.names());
        }
    }

    /** Sends what waits and says what came of it: 0 when all of it arrived, else 4. */
    private static int send(Wiring wiring, State state, Targets targets, Terminal terminal)
            throws InterruptedException {
        try (Drain drain = wiring.drain(state, targets)) {
            List<Delivery> deliveries = drain.await(PATIENCE, progress -> {});
            deliveries.forEach(delivery -> terminal.say(Push.line(delivery)));
            boolean known = sayForgotten(state, targets, terminal);
            if (deliveries.isEmpty() && known) {
                terminal.say("There is no target in muster.yaml, so there is nothing to send.");
            }
            return known && deliveries.stream().allMatch(delivery -> delivery.isDone() && delivery.deadLetters() == 0)
                    ? ExitCode.DONE
                    : ExitCode.UNKNOWN;
        }
    }

    /** What waits for a target that the configuration no longer has waits for ever; true if there is no such thing. */
    private static boolean sayForgotten(State state, Targets targets, Terminal terminal) {
        List<OutboxStatus> forgotten = state.outbox().status().stream()
                .filter(status -> status.waitingEvents() > 0)
                .filter(status -> !targets.names().contains(status.target()))
                .toList();
        forgotten.forEach(status -> terminal.say(String.format(
                Locale.ENGLISH,
                "Warning: %,d events wait for '%s', which is no target of muster.yaml.%nTry: add it under 'targets' again",
                status.waitingEvents(),
                status.target())));
        return forgotten.isEmpty();
    }

    /** {@code muster outbox dead}. */
    @Command(
            name = "dead",
            description = "Lists the events that a target refused, with what it answered.%n%n"
                    + "Example: muster outbox dead --format csv")
    static final class DeadCommand implements Callable<Integer> {

        private final Context context;

        @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: table).")
        private Listing.Format format = Listing.Format.table;

        DeadCommand(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            try (State state = Wiring.ofOptional(context).stateOfRuns()) {
                Listing listing = new Listing("target", "kind", "code", "answer");
                state.outbox()
                        .letters(letter -> listing.row(letter.target(), letter.kind(), letter.code(), letter.reply()));
                listing.print(format, context.terminal().out());
                if (listing.size() == 0) {
                    context.terminal().say("No event was refused.");
                }
                return ExitCode.DONE;
            }
        }
    }

    /** {@code muster outbox redrive}. */
    @Command(
            name = "redrive",
            description = "Sends refused events again, once the reason is gone, and waits for the acknowledgements.%n%n"
                    + "They are the same bytes with the same ids. What is refused again is listed again by dead.%n%n"
                    + "Example: muster outbox redrive splunk")
    static final class RedriveCommand implements Callable<Integer> {

        private final Context context;

        @Parameters(paramLabel = "TARGET", arity = "0..1", description = "Only those of this target (default: all).")
        private @Nullable String target;

        RedriveCommand(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws InterruptedException {
            Wiring wiring = Wiring.ofOptional(context);
            Targets targets = wiring.targets();
            requireKnown(targets, target);
            try (State state = wiring.stateOfRuns()) {
                DeadLetters letters = new DeadLetters(state.outbox());
                int redriven = target == null ? letters.redrive() : letters.redrive(target);
                context.terminal().say(redriven == 1 ? "1 event is sent again" : redriven + " events are sent again");
                return redriven == 0 ? ExitCode.DONE : send(wiring, state, targets, context.terminal());
            }
        }
    }

    /** {@code muster outbox reconcile}. */
    @Command(
            name = "reconcile",
            description = "Compares what targets acknowledged of a run with what they have.%n%n"
                    + "Files are read and compared byte by byte. A Splunk HEC cannot be asked what is indexed: for it%n"
                    + "you get the numbers that were acknowledged and the search that counts them there.%n%n"
                    + "Exit code 3 if something is missing or not the same, 4 if something waits or cannot be asked.%n%n"
                    + "Example: muster outbox reconcile --run 2637cecd2c75")
    static final class ReconcileCommand implements Callable<Integer> {

        private final Context context;

        @Option(names = "--run", paramLabel = "ID", description = "The run (default: the newest complete one).")
        private @Nullable String run;

        @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: table).")
        private Listing.Format format = Listing.Format.table;

        ReconcileCommand(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            Wiring wiring = Wiring.ofOptional(context);
            try (State state = wiring.stateOfRuns()) {
                List<Comparison> comparisons = new Reconciliation(state.outbox(), wiring.targets())
                        .of(StoredRuns.find(state, run).id());
                Listing listing = new Listing(
                        "target",
                        "outcome",
                        "batches",
                        "events",
                        "waiting_events",
                        "refused_events",
                        "differences",
                        "remark");
                for (Comparison comparison : comparisons) {
                    listing.row(
                            comparison.target(),
                            comparison.outcome().word(),
                            comparison.batches(),
                            comparison.events(),
                            comparison.waiting(),
                            comparison.refused(),
                            format == Listing.Format.json
                                    ? comparison.differences()
                                    : comparison.differences().size(),
                            comparison.remark());
                }
                listing.print(format, context.terminal().out());
                if (comparisons.isEmpty()) {
                    context.terminal().say("There is no target in muster.yaml, so there is nothing to compare.");
                }
                comparisons.forEach(comparison -> comparison
                        .differences()
                        .forEach(difference -> context.terminal().say(comparison.target() + ": " + difference)));
                return code(comparisons);
            }
        }

        private static int code(List<Comparison> comparisons) {
            if (comparisons.stream().anyMatch(each -> each.outcome() == Comparison.Outcome.DIFFERENT)) {
                return ExitCode.FAILED;
            }
            return comparisons.stream()
                            .allMatch(each -> each.outcome() == Comparison.Outcome.SAME && each.waiting() == 0)
                    ? ExitCode.DONE
                    : ExitCode.UNKNOWN;
        }
    }
}
