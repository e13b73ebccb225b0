package io.muster.remediate.contacts;

import io.muster.remediate.aws.Pause;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time in which waiting takes none: whoever waits moves the clock to where he waits for. */
final class VirtualTime extends Clock implements Pause {

    private Instant now = Instant.parse("2026-11-24T08:00:00Z");
    private boolean stopped;

    synchronized void stop() {
        stopped = true;
    }

    @Override
    public synchronized void until(Instant moment) {
        if (!stopped && moment.isAfter(now)) {
            now = moment;
        }
    }

    @Override
    public synchronized boolean isStopped() {
        return stopped;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
