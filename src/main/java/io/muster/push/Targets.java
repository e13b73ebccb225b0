package io.muster.push;

import io.muster.finding.RunId;
import io.muster.problem.Diagnosis;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The targets of the configuration, ready to be sent to. */
public final class Targets {

    /** For the proof that a test event arrived; indexers confirm within seconds, unless they are busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<Target> targets;
    private final long outboxLimit;

    Targets(List<Target> targets, long outboxLimit) {
        this.targets = List.copyOf(targets);
        this.outboxLimit = outboxLimit;
    }

    /** Throws a problem when a certificate cannot be read; connects to nobody yet. */
    public static Targets open(TargetsConfig config, Clock clock) {
        List<Target> targets = new ArrayList<>();
        for (TargetConfig each : config.targets()) {
            if (each instanceof SplunkConfig splunk) {
                targets.add(SplunkHecTarget.open(splunk, clock));
            } else if (each instanceof FileConfig file) {
                targets.add(new FileTarget(file));
            }
        }
        return new Targets(targets, config.outboxLimit());
    }

    /** The names, in the order of the configuration. */
    public List<String> names() {
        return targets.stream().map(Target::name).collect(Collectors.toList());
    }

    /** What is known of a target without sending an event; {@code name} is one of {@link #names()}. */
    public List<Diagnosis> examine(String name) throws InterruptedException {
        return target(name).examine();
    }

    /**
     * Sends the target one event that says that it is a test, and waits for the proof that it arrived.
     *
     * @param id stands in the event, so that it can be searched for
     */
    public Diagnosis sendTest(String name, RunId id, Clock clock) throws InterruptedException {
        return new TestEvent(target(name), id, clock, PATIENCE).send();
    }

    private Target target(String name) {
        return targets.stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no target '" + name + "'"));
    }

    public boolean isEmpty() {
        return targets.isEmpty();
    }

    List<Target> list() {
        return targets;
    }

    /** Bytes of batches that wait in the outbox, beyond which nothing more is put in. */
    long outboxLimit() {
        return outboxLimit;
    }

    /** A path of the configuration, which is meant against the folder of its file. */
    static Path resolve(@Nullable Path folder, String path) {
        return folder == null ? Path.of(path) : folder.resolve(path);
    }
}
