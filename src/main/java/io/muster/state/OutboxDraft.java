package io.muster.state;

import static java.util.Objects.requireNonNull;

/** A batch on its way into the outbox. The bytes are not copied and must not change. */
public final class OutboxDraft {

    private final String kind;
    private final boolean last;
    private final int events;
    private final long bytes;
    private final byte[] packed;

    /**
     * A batch.
     *
     * @param kind what its events tell, in a word
     * @param last whether it may only be sent when everything else of its publication has arrived
     * @param bytes before compression
     * @param packed what is sent
     */
    public OutboxDraft(String kind, boolean last, int events, long bytes, byte[] packed) {
        this.kind = requireNonNull(kind, "kind is null");
        this.last = last;
        this.events = events;
        this.bytes = bytes;
        this.packed = requireNonNull(packed, "packed is null");
    }

    public String kind() {
        return kind;
    }

    public boolean isLast() {
        return last;
    }

    public int events() {
        return events;
    }

    public long bytes() {
        return bytes;
    }

    byte[] packed() {
        return packed;
    }
}
