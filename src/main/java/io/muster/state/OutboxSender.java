package io.muster.state;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * One who sends. What it holds is given back when its process dies, or when it has not said for so long that it lives.
 *
 * @param patience for how long it counts as alive after it said so
 */
public record OutboxSender(String id, Duration patience) {

    public OutboxSender {
        requireNonNull(id, "id is null");
        requireNonNull(patience, "patience is null");
    }
}
