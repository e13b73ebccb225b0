package io.muster.push;

import static java.util.Objects.requireNonNull;

/**
 * How far delivery to one target came.
 *
 * @param batches that arrived since the drain was started
 * @param events that arrived since then
 * @param deadLetters events that the target refused by name since then
 * @param waiting batches that have not arrived
 * @param parked whether the target takes nothing before somebody changes something
 */
public record Delivery(String target, long batches, long events, long deadLetters, long waiting, boolean parked) {

    public Delivery {
        requireNonNull(target, "target is null");
    }

    public boolean isDone() {
        return waiting == 0;
    }
}
