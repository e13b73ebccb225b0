package io.muster.state;

import static java.util.Objects.requireNonNull;

/**
 * Why a batch or an event did not go through.
 *
 * @param code the target's number for it
 * @param reply what the target said, in a line
 */
public record OutboxRefusal(int code, String reply) {

    public OutboxRefusal {
        requireNonNull(reply, "reply is null");
    }
}
