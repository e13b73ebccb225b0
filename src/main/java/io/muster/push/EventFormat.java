package io.muster.push;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What stands around an event for a target. Targets with equal formats get the same bytes.
 *
 * @param envelope the wrapper
 * @param index Splunk's index; null leaves it to the token
 * @param host Splunk's host
 * @param source Splunk's source
 */
record EventFormat(Envelope envelope, @Nullable String index, String host, String source) {

    /** The version of the events' shape; goes up when a field changes its meaning or goes away. */
    static final int SCHEMA = 1;

    /** A wrapper around events. */
    enum Envelope {
        /** The seven keys that HEC knows, and no other. */
        HEC,
        /** The event itself, with its source type as first key. */
        NONE
    }

    EventFormat {
        requireNonNull(envelope, "envelope is null");
        requireNonNull(host, "host is null");
        requireNonNull(source, "source is null");
    }

    static EventFormat hec(@Nullable String index, String host, String source) {
        return new EventFormat(Envelope.HEC, index, host, source);
    }

    static EventFormat plain() {
        return new EventFormat(Envelope.NONE, null, "", "");
    }
}
