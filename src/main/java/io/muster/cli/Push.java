package io.muster.cli;

import io.muster.push.Delivery;
import io.muster.push.Drain;
import io.muster.push.Published;
import io.muster.push.Publisher;
import io.muster.push.Targets;
import io.muster.state.Run;
import io.muster.state.State;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Delivers a run and waits for the acknowledgements, saying how far it is. */
final class Push {

    /** Nothing arrives for so long, and the rest is left to the next command. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Wiring wiring;
    private final Terminal terminal;

    Push(Wiring wiring, Terminal terminal) {
        this.wiring = wiring;
        this.terminal = terminal;
    }

    /** Whether everything of a run is in the outbox, or on its way further. */
    boolean isPublished(State state, Run run) {
        return wiring.publisher(state, wiring.targets()).isPublished(run.id());
    }

    /** Returns whether everything was acknowledged; what was not stays in the outbox. */
    boolean deliver(State state, Run run) throws InterruptedException {
        Targets targets = wiring.targets();
        if (targets.isEmpty()) {
            return true;
        }
        terminal.say("delivering to " + String.join(", ", targets.names()));
        try (Drain drain = wiring.drain(state, targets)) {
            Publisher publisher = wiring.publisher(state, targets);
            for (Published rest : publisher.resumeBefore(run.id())) {
                terminal.say("  first what an interrupted process left of run "
                        + rest.run().shortForm());
            }
            Published published = publisher.publish(run.id());
            terminal.say(String.format(
                    Locale.ENGLISH,
                    "  %,d rows, %,d changes, %,d findings in %,d batches",
                    published.rows(),
                    published.changes(),
                    published.findings(),
                    published.batches()));
            List<Delivery> deliveries = drain.await(PATIENCE, progress -> {});
            for (Delivery delivery : deliveries) {
                terminal.say("  " + line(delivery));
            }
            return deliveries.stream().allMatch(Delivery::isDone);
        }
    }

    static String line(Delivery delivery) {
        String text = String.format(Locale.ENGLISH, "%s acknowledged %,d events", delivery.target(), delivery.events());
        if (delivery.deadLetters() > 0) {
            text += String.format(Locale.ENGLISH, ", refused %,d (see: muster outbox dead)", delivery.deadLetters());
        }
        if (delivery.waiting() > 0) {
            text += String.format(
                    Locale.ENGLISH, ", %,d batches still wait (see: muster outbox status)", delivery.waiting());
        }
        return delivery.parked() ? text + "; the target is parked" : text;
    }
}
