package io.muster.serve;

import io.muster.audit.AuditResult.Deciding;
import io.muster.serve.ContactsJob.Verified;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What this process has done since it started, for the dashboard and the metrics. */
final class Activity {

    /** What is done at its time. */
    enum Job {
        AUDIT,
        REPORT,
        DELIVERY,
        CONTACTS_VERIFY,
        RETENTION;

        /** As it is called in {@code schedule}, the log and the metrics. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * How it stands with one job.
     *
     * @param since when it started; null while it does nothing
     * @param ended when it last ended; null before that
     * @param took how long it took then
     * @param failure why it failed then; null if it did not
     */
    record Standing(
            long done,
            long failed,
            @Nullable Instant since,
            @Nullable Instant ended,
            Duration took,
            @Nullable String failure) {

        private static final Standing NOTHING_YET = new Standing(0, 0, null, null, Duration.ZERO, null);

        boolean isRunning() {
            return since != null;
        }
    }

    private final Clock clock;
    private final Map<Job, Standing> standings = new EnumMap<>(Job.class);
    private @Nullable Verified contacts;
    private Deciding deciding = Deciding.NOTHING;
    private Duration slowestDecision = Duration.ZERO;

    Activity(Clock clock) {
        this.clock = clock;
        for (Job job : Job.values()) {
            standings.put(job, Standing.NOTHING_YET);
        }
    }

    synchronized Standing of(Job job) {
        return standings.getOrDefault(job, Standing.NOTHING_YET);
    }

    synchronized void started(Job job) {
        Standing before = of(job);
        standings.put(
                job,
                new Standing(
                        before.done(),
                        before.failed(),
                        clock.instant(),
                        before.ended(),
                        before.took(),
                        before.failure()));
    }

    synchronized void done(Job job) {
        Standing before = of(job);
        Instant now = clock.instant();
        standings.put(job, new Standing(before.done() + 1, before.failed(), null, now, took(before, now), null));
    }

    synchronized void failed(Job job, String why) {
        Standing before = of(job);
        Instant now = clock.instant();
        standings.put(job, new Standing(before.done(), before.failed() + 1, null, now, took(before, now), why));
    }

    synchronized void verified(Verified verified) {
        contacts = verified;
    }

    /** How it stood with the contacts when this process last looked; empty if it has not. */
    synchronized Optional<Verified> contacts() {
        return Optional.ofNullable(contacts);
    }

    synchronized void decided(Deciding now) {
        deciding = deciding.plus(now);
        slowestDecision = now.slowest();
    }

    /** What OPA was asked by all audits of this process. */
    synchronized Deciding deciding() {
        return deciding;
    }

    /** The longest answer of OPA in the last audit of this process. */
    synchronized Duration slowestDecision() {
        return slowestDecision;
    }

    private static Duration took(Standing before, Instant now) {
        return before.since() == null ? Duration.ZERO : Duration.between(before.since(), now);
    }
}
