package io.muster.cli;

import io.muster.cli.CommandFactory.Context;
import io.muster.problem.Nearest;
import io.muster.problem.ProblemException;
import io.muster.push.Delivery;
import io.muster.push.Drain;
import io.muster.push.Targets;
import io.muster.state.State;
import java.time.Duration;
import java.util.List;
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
        description = "Shows what waits for the targets, and sends it.",
        subcommands = {
            OutboxCommand.StatusCommand.class,
            OutboxCommand.RetryCommand.class,
            OutboxCommand.DeadCommand.class
        })
final class OutboxCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which of status, retry or dead?");
    }

    /** {@code muster outbox status}. */
    @Command(name = "status", description = "Shows for each target what waits, since when, and why.")
    static final class StatusCommand implements Callable<Integer> {

        private final Context context;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
        private CommandSpec spec;

        @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: table).")
        private Listing.Format format = Listing.Format.table;

        StatusCommand(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            try (State state = Wiring.of(context, spec).state()) {
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
                state.outbox()
                        .status()
                        .forEach(status -> listing.row(
                                status.target(),
                                status.waiting(),
                                status.waitingEvents(),
                                status.waitingBytes(),
                                status.oldest(),
                                status.delivered(),
                                status.deadLetters(),
                                status.parked(),
                                status.why(),
                                status.fix()));
                listing.print(format, context.terminal().out());
                return ExitCode.DONE;
            }
        }
    }

    /** {@code muster outbox retry}. */
    @Command(
            name = "retry",
            description =
                    "Sends what waits now, also to targets that are parked, and waits for the acknowledgements.%n%n"
                            + "Example: muster outbox retry splunk")
    static final class RetryCommand implements Callable<Integer> {

        private static final Duration PATIENCE = Duration.ofMinutes(1);

        private final Context context;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
        private CommandSpec spec;

        @Parameters(paramLabel = "TARGET", arity = "0..1", description = "Only this target (default: all).")
        private @Nullable String target;

        RetryCommand(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws InterruptedException {
            Wiring wiring = Wiring.of(context, spec);
            Targets targets = wiring.targets();
            if (target != null && !targets.names().contains(target)) {
                throw ProblemException.usage(
                        "There is no target '" + target + "'.", Nearest.suggestion(target, targets.names()), "");
            }
            try (State state = wiring.state()) {
                targets.names().stream()
                        .filter(name -> target == null || name.equals(target))
                        .forEach(name -> state.outbox().retry(name));
                wiring.publisher(state, targets).resume();
                try (Drain drain = wiring.drain(state, targets)) {
                    List<Delivery> deliveries = drain.await(PATIENCE, progress -> {});
                    deliveries.forEach(delivery -> context.terminal().say(Push.line(delivery)));
                    return deliveries.stream().allMatch(Delivery::isDone) ? ExitCode.DONE : ExitCode.UNKNOWN;
                }
            }
        }
    }

    /** {@code muster outbox dead}. */
    @Command(name = "dead", description = "Lists the events that a target refused, with what it answered.")
    static final class DeadCommand implements Callable<Integer> {

        private final Context context;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
        private CommandSpec spec;

        @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: table).")
        private Listing.Format format = Listing.Format.table;

        DeadCommand(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            try (State state = Wiring.of(context, spec).state()) {
                Listing listing = new Listing("target", "kind", "code", "answer");
                state.outbox()
                        .letters(letter -> listing.row(letter.target(), letter.kind(), letter.code(), letter.reply()));
                listing.print(format, context.terminal().out());
                return ExitCode.DONE;
            }
        }
    }
}
