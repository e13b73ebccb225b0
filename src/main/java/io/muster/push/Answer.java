package io.muster.push;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a target made of a batch, and so what becomes of it. */
sealed interface Answer {

    /** It is where it should be: nothing more will be asked about it. */
    record Delivered(Proof proof, boolean slowDown) implements Answer {}

    /** It was taken into memory; only a later confirmation counts. */
    record Accepted(String channel, long ackId, boolean slowDown) implements Answer {}

    /**
     * It was not taken, or nobody knows; the same bytes are sent again.
     *
     * @param after the wait that the target asked for; null if it did not
     * @param ambiguous whether the target may have taken it all the same
     */
    record TryLater(int code, String text, @Nullable Duration after, boolean ambiguous) implements Answer {}

    /**
     * One event is bad. What stands before it was taken, if there is an id that will confirm so; the rest was not.
     *
     * @param number which event, from 0
     * @param channel null without an id
     * @param ackId negative without one
     */
    record BadEvent(
            int code, String text, int number, @Nullable String channel, long ackId) implements Answer {}

    /**
     * Some event is bad, or the batch is too large; the target does not say which.
     *
     * @param certain whether it is surely the content that is refused, and not the sender
     */
    record BadBatch(int code, String text, boolean certain) implements Answer {}

    /** Nothing will be taken before somebody changes something. */
    record Stop(int code, String why, String fix) implements Answer {}

    /** How sure it is that a batch arrived. */
    enum Proof {
        /** The target said that it is indexed. */
        INDEXED,
        /** The target said that it took it into memory. */
        ACCEPTED,
        /** It is in a file, and the file on the disk. */
        WRITTEN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
