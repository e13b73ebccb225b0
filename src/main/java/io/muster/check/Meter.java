package io.muster.check;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what OPA is asked and what it costs. */
final class Meter {

    private final LongAdder requests = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder restarts = new LongAdder();
    private final LongAdder bytesSent = new LongAdder();
    private final LongAdder bytesReceived = new LongAdder();
    private final LongAdder latency = new LongAdder();
    private final AtomicLong slowest = new AtomicLong();
    private final LongAdder parse = new LongAdder();
    private final LongAdder evaluation = new LongAdder();

    void request(long bytes) {
        requests.increment();
        bytesSent.add(bytes);
    }

    void reply(long bytes, long nanos) {
        bytesReceived.add(bytes);
        latency.add(nanos);
        slowest.accumulateAndGet(nanos, Math::max);
    }

    void failure() {
        failed.increment();
    }

    void restart() {
        restarts.increment();
    }

    void opa(long parseNanos, long evaluationNanos) {
        parse.add(parseNanos);
        evaluation.add(evaluationNanos);
    }

    CheckReport.Stats stats() {
        return new CheckReport.Stats(
                requests.sum(),
                failed.sum(),
                restarts.sum(),
                bytesSent.sum(),
                bytesReceived.sum(),
                Duration.ofNanos(latency.sum()),
                Duration.ofNanos(slowest.get()),
                Duration.ofNanos(parse.sum()),
                Duration.ofNanos(evaluation.sum()));
    }
}
