package io.muster.demo;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link HecReceiver} behaves; the standard is a Splunk Enterprise with one token that acknowledges.
 *
 * @param port 0 for any free one
 * @param token the only token that it knows
 * @param acknowledge whether the token has {@code useACK}
 * @param indexes the indexes that the token may write to; empty for all
 * @param indexDelay how long accepted events stay in memory before they are indexed
 * @param latency how long every answer takes
 * @param hang how long a request hangs that is to hang
 * @param idleTimeout after which an unused channel is forgotten
 * @param maxBody bytes of a body after decompression beyond which it answers 413
 * @param cloud whether it answers as Splunk Cloud: 28 for 10, and 400, code 6, event 0 for a body of more than 5,242,881 bytes
 * @param sticky whether a request without the balancer's cookie is refused
 * @param maxPendingAcks ids of a channel that nobody asked for, beyond which it refuses
 * @param maxQueuedBytes bytes in memory beyond which it refuses
 * @param backpressure whether codes 24 to 27 are used, which an administrator must switch on
 * @param keep what is remembered of indexed events
 * @param file gets every indexed event as one line; null for none
 * @param tls null for plain HTTP
 */
public record HecReceiverOptions(
        int port,
        String token,
        boolean acknowledge,
        Set<String> indexes,
        Duration indexDelay,
        Duration latency,
        Duration hang,
        Duration idleTimeout,
        long maxBody,
        boolean cloud,
        boolean sticky,
        int maxPendingAcks,
        long maxQueuedBytes,
        boolean backpressure,
        Keep keep,
        @Nullable Path file,
        @Nullable SSLContext tls) {

    /** What a receiver remembers of an event. */
    public enum Keep {
        /** The bytes of every distinct event, and how often it came. */
        EVENTS,
        /** Counts and a hash of every event id, 16 bytes each. */
        IDS,
        /** Counts alone. */
        COUNTS
    }

    public HecReceiverOptions {
        requireNonNull(token, "token is null");
        requireNonNull(indexDelay, "indexDelay is null");
        requireNonNull(latency, "latency is null");
        requireNonNull(hang, "hang is null");
        requireNonNull(idleTimeout, "idleTimeout is null");
        requireNonNull(keep, "keep is null");
        indexes = Set.copyOf(indexes);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects options; what is not named keeps its standard. */
    public static final class Builder {

        private int port;
        private String token = "00000000-0000-4000-8000-000000000001";
        private boolean acknowledge = true;
        private Set<String> indexes = Set.of();
        private Duration indexDelay = Duration.ofMillis(100);
        private Duration latency = Duration.ZERO;
        private Duration hang = Duration.ofSeconds(2);
        private Duration idleTimeout = Duration.ofMinutes(10);
        private long maxBody = 838_860_800;
        private boolean cloud;
        private boolean sticky;
        private int maxPendingAcks = 1_000_000;
        private long maxQueuedBytes = 500L << 20;
        private boolean backpressure;
        private Keep keep = Keep.EVENTS;
        private @Nullable Path file;
        private @Nullable SSLContext tls;

        private Builder() {}

        public Builder port(int number) {
            port = number;
            return this;
        }

        public Builder token(String text) {
            token = text;
            return this;
        }

        public Builder acknowledge(boolean yes) {
            acknowledge = yes;
            return this;
        }

        public Builder indexes(Set<String> names) {
            indexes = names;
            return this;
        }

        public Builder indexDelay(Duration duration) {
            indexDelay = duration;
            return this;
        }

        public Builder latency(Duration duration) {
            latency = duration;
            return this;
        }

        public Builder hang(Duration duration) {
            hang = duration;
            return this;
        }

        public Builder idleTimeout(Duration duration) {
            idleTimeout = duration;
            return this;
        }

        public Builder maxBody(long bytes) {
            maxBody = bytes;
            return this;
        }

        public Builder cloud(boolean yes) {
            cloud = yes;
            return this;
        }

        public Builder sticky(boolean yes) {
            sticky = yes;
            return this;
        }

        public Builder maxPendingAcks(int ids) {
            maxPendingAcks = ids;
            return this;
        }

        public Builder maxQueuedBytes(long bytes) {
            maxQueuedBytes = bytes;
            return this;
        }

        public Builder backpressure(boolean yes) {
            backpressure = yes;
            return this;
        }

        public Builder keep(Keep what) {
            keep = what;
            return this;
        }

        public Builder file(Path path) {
            file = path;
            return this;
        }

        public Builder tls(SSLContext context) {
            tls = context;
            return this;
        }

        public HecReceiverOptions build() {
            return new HecReceiverOptions(
                    port,
                    token,
                    acknowledge,
                    indexes,
                    indexDelay,
                    latency,
                    hang,
                    idleTimeout,
                    maxBody,
                    cloud,
                    sticky,
                    maxPendingAcks,
                    maxQueuedBytes,
                    backpressure,
                    keep,
                    file,
                    tls);
        }
    }
}
