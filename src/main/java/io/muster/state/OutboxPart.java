package io.muster.state;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What a batch is taken apart into.
 *
 * @param channel where it was sent already and waits for confirmation; null for one that must be sent
 * @param ackId the id that will confirm it
 */
public record OutboxPart(OutboxDraft draft, @Nullable String channel, long ackId) {

    public OutboxPart {
        requireNonNull(draft, "draft is null");
    }

    public static OutboxPart toSend(OutboxDraft draft) {
        return new OutboxPart(draft, null, -1);
    }
}
