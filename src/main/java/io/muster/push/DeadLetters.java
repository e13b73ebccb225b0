package io.muster.push;

import io.muster.state.Outbox;
import io.muster.state.OutboxDraft;
import io.muster.state.OutboxLetter;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Events that targets refused by name: shown, and sent again when the reason is gone. */
public final class DeadLetters {

    private final Outbox outbox;

    public DeadLetters(Outbox outbox) {
        this.outbox = outbox;
    }

    /** All of them, oldest first. */
    public void forEach(Consumer<OutboxLetter> letters) {
        outbox.letters(letters);
    }

    /** Puts all of them back into the outbox, as they were; the answer is how many. */
    public int redrive() {
        return redrive(letter -> true);
    }

    /** Puts those of one target back into the outbox, as they were; the answer is how many. */
    public int redrive(String target) {
        return redrive(letter -> letter.target().equals(target));
    }

    private int redrive(Predicate<OutboxLetter> wanted) {
        AtomicInteger redriven = new AtomicInteger();
        // What is refused again while the others are put back is not put back again.
        long newest = outbox.newestLetter();
        outbox.letters(letter -> {
            if (letter.id() > newest || !wanted.test(letter)) {
                return;
            }
            byte[] event = letter.event();
            Bytes line = new Bytes(event.length + 1).put(event).put('\n');
            OutboxDraft draft =
                    new OutboxDraft(letter.kind(), false, 1, line.size(), Gzip.pack(line.array(), 0, line.size()));
            if (outbox.redrive(letter, draft)) {
                redriven.incrementAndGet();
            }
        });
        return redriven.get();
    }
}
