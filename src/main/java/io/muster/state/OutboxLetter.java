package io.muster.state;

import static java.util.Objects.requireNonNull;

import io.muster.finding.RunId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A dead letter: one event that a target refused by name, and why. */
public final class OutboxLetter {

    private final long id;
    private final RunId run;
    private final String target;
    private final String kind;
    private final int code;
    private final String reply;
    private final byte[] event;
    private final Instant died;

    OutboxLetter(long id, RunId run, String target, String kind, int code, String reply, byte[] event, Instant died) {
        this.id = id;
        this.run = requireNonNull(run, "run is null");
        this.target = requireNonNull(target, "target is null");
        this.kind = requireNonNull(kind, "kind is null");
        this.code = code;
        this.reply = requireNonNull(reply, "reply is null");
        this.event = event.clone();
        this.died = requireNonNull(died, "died is null");
    }

    public long id() {
        return id;
    }

    public RunId run() {
        return run;
    }

    public String target() {
        return target;
    }

    /** What the event tells, in a word. */
    public String kind() {
        return kind;
    }

    /** The target's number for the reason. */
    public int code() {
        return code;
    }

    /** What the target said. */
    public String reply() {
        return reply;
    }

    /** The bytes that were refused, in their envelope, without a newline. */
    public byte[] event() {
        return event.clone();
    }

    /** The refused event as text. */
    public String text() {
        return new String(event, StandardCharsets.UTF_8);
    }

    public Instant died() {
        return died;
    }
}
