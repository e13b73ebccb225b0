package io.muster.push;

import static java.util.Objects.requireNonNull;

import io.muster.settings.Secret;
import io.muster.settings.Section;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A target of type {@code splunk-hec}: Splunk's HTTP Event Collector, or anything that speaks like it.
 *
 * @param url scheme, host and port, with a path only if the collector is behind one
 * @param index null leaves it to the token
 * @param host the events' host
 * @param source the events' source
 * @param acknowledgement what counts as delivered
 * @param inFlight how many batches are on their way at once
 * @param maxBatch bytes of a batch before compression
 * @param tlsCa certificates in PEM to trust instead of the system's; null for the system's
 * @param timeout for one request
 * @param ackTimeout after which a batch that was not confirmed is sent again
 * @param ackPoll how often confirmations are asked for
 */
public record SplunkConfig(
        String name,
        URI url,
        Secret token,
        @Nullable String index,
        String host,
        String source,
        Acknowledgement acknowledgement,
        int inFlight,
        long maxBatch,
        InventoryMode inventory,
        @Nullable Path tlsCa,
        Duration connectTimeout,
        Duration timeout,
        Duration ackTimeout,
        Duration ackPoll)
        implements TargetConfig {

    /** What counts as delivered. */
    public enum Acknowledgement {
        /** Only what the indexer confirmed. */
        REQUIRED,
        /** What the indexer confirmed, where the token can do so; what was accepted, where it cannot. */
        PREFERRED,
        /** What was accepted into memory; it can still be lost there. */
        OFF
    }

    public static final int DEFAULT_IN_FLIGHT = 8;
    public static final long DEFAULT_MAX_BATCH = 1_900_000;
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
    public static final Duration DEFAULT_ACK_TIMEOUT = Duration.ofMinutes(5);
    public static final Duration DEFAULT_ACK_POLL = Duration.ofSeconds(1);

    static final String ENABLE_ACK = "switch on indexer acknowledgement for the token in Splunk, or set"
            + " 'ack: preferred', which also counts what was only accepted into memory";

    private static final long HARD_MAX_BATCH = 5_000_000;
    private static final long MIN_BATCH = 10_000;

    public SplunkConfig {
        requireNonNull(name, "name is null");
        requireNonNull(url, "url is null");
        requireNonNull(token, "token is null");
        requireNonNull(host, "host is null");
        requireNonNull(source, "source is null");
        requireNonNull(acknowledgement, "acknowledgement is null");
        requireNonNull(inventory, "inventory is null");
        requireNonNull(connectTimeout, "connectTimeout is null");
        requireNonNull(timeout, "timeout is null");
        requireNonNull(ackTimeout, "ackTimeout is null");
        requireNonNull(ackPoll, "ackPoll is null");
    }

    /** A target with everything else as by default. */
    public static SplunkConfig of(String name, URI url, Secret token, @Nullable String index) {
        return new SplunkConfig(
                name,
                url,
                token,
                index,
                "muster",
                "muster",
                Acknowledgement.REQUIRED,
                DEFAULT_IN_FLIGHT,
                DEFAULT_MAX_BATCH,
                InventoryMode.FULL,
                null,
                DEFAULT_CONNECT_TIMEOUT,
                DEFAULT_TIMEOUT,
                DEFAULT_ACK_TIMEOUT,
                DEFAULT_ACK_POLL);
    }

    /** The same target, asked so often for confirmations and given up on them after so long. */
    public SplunkConfig withAcknowledgement(Acknowledgement what, Duration poll, Duration patience) {
        return new SplunkConfig(
                name,
                url,
                token,
                index,
                host,
                source,
                what,
                inFlight,
                maxBatch,
                inventory,
                tlsCa,
                connectTimeout,
                timeout,
                patience,
                poll);
    }

    /** The same target with other sizes. */
    public SplunkConfig withSizes(int flights, long batch) {
        return new SplunkConfig(
                name,
                url,
                token,
                index,
                host,
                source,
                acknowledgement,
                flights,
                batch,
                inventory,
                tlsCa,
                connectTimeout,
                timeout,
                ackTimeout,
                ackPoll);
    }

    /** The same target with other times allowed. */
    public SplunkConfig withTimeouts(Duration connect, Duration request) {
        return new SplunkConfig(
                name,
                url,
                token,
                index,
                host,
                source,
                acknowledgement,
                inFlight,
                maxBatch,
                inventory,
                tlsCa,
                connect,
                request,
                ackTimeout,
                ackPoll);
    }

    /** The same target with other rows. */
    public SplunkConfig withInventory(InventoryMode mode) {
        return new SplunkConfig(
                name,
                url,
                token,
                index,
                host,
                source,
                acknowledgement,
                inFlight,
                maxBatch,
                mode,
                tlsCa,
                connectTimeout,
                timeout,
                ackTimeout,
                ackPoll);
    }

    /** Reads one entry of {@code targets}; problems are reported there, and the entry left out. */
    static Optional<SplunkConfig> from(Section section, String name, @Nullable Path folder) {
        Optional<URI> url = section.uri("url");
        if (url.isEmpty() && !section.has("url")) {
            section.problem(
                    "url",
                    "'" + section.path("url") + "' is missing.",
                    "",
                    section.path("url") + ": https://splunk:8088");
        }
        boolean isHttp = url.map(URI::getScheme)
                .map(scheme -> scheme.equals("https") || scheme.equals("http"))
                .orElse(true);
        if (!isHttp) {
            section.problem(
                    "url",
                    "'" + section.path("url") + "' is no web address.",
                    "The collector speaks HTTP.",
                    section.path("url") + ": https://splunk:8088");
        }
        Optional<Secret> token = section.token("token");
        if (token.isEmpty() && !section.has("token")) {
            section.problem(
                    "token",
                    "'" + section.path("token") + "' is missing.",
                    "",
                    section.path("token") + ": ${env:SPLUNK_HEC_TOKEN}");
        }
        @Nullable String index = section.text("index").orElse(null);
        String host = section.text("host", "muster");
        String source = section.text("source", "muster");
        Acknowledgement acknowledgement = section.word("ack", Acknowledgement.class, Acknowledgement.REQUIRED);
        int inFlight = section.integer("in-flight", DEFAULT_IN_FLIGHT, 1, 64);
        long maxBatch = maxBatch(section);
        InventoryMode inventory = section.word("inventory", InventoryMode.class, InventoryMode.FULL);
        @Nullable
        Path tlsCa = section.text("tls-ca")
                .map(file -> Targets.resolve(folder, file))
                .orElse(null);
        Duration connectTimeout = section.duration("connect-timeout", DEFAULT_CONNECT_TIMEOUT);
        Duration timeout = section.duration("timeout", DEFAULT_TIMEOUT);
        Duration ackTimeout = section.duration("ack-timeout", DEFAULT_ACK_TIMEOUT);
        Duration ackPoll = section.duration("ack-poll", DEFAULT_ACK_POLL);
        if (url.isEmpty() || !isHttp || token.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SplunkConfig(
                name,
                url.get(),
                token.get(),
                index,
                host,
                source,
                acknowledgement,
                inFlight,
                maxBatch,
                inventory,
                tlsCa,
                connectTimeout,
                timeout,
                ackTimeout,
                ackPoll));
    }

    private static long maxBatch(Section section) {
        long bytes = section.bytes("max-batch", DEFAULT_MAX_BATCH);
        if (bytes >= MIN_BATCH && bytes <= HARD_MAX_BATCH) {
            return bytes;
        }
        section.problem(
                "max-batch",
                "'" + section.path("max-batch") + "' must be from 10kB to 4MB.",
                "Splunk Cloud refuses bodies of more than 5 MB before compression.",
                section.path("max-batch") + ": 1800kB");
        return DEFAULT_MAX_BATCH;
    }
}
