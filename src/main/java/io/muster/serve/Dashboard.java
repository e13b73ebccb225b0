package io.muster.serve;

import io.muster.finding.Finding;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import io.muster.lookup.Answer;
import io.muster.state.Coverage;
import io.muster.state.FindingCount;
import io.muster.state.OutboxStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the dashboard shows.
 *
 * @param overview null before the first run is complete
 * @param report where the newest report is; null when this machine has none
 */
public record Dashboard(
        String version,
        @Nullable Overview overview,
        List<JobLine> jobs,
        List<OutboxStatus> targets,
        @Nullable String report,
        LookupBox lookup) {

    public Dashboard {
        jobs = List.copyOf(jobs);
        targets = List.copyOf(targets);
    }

    /**
     * What the newest complete run says.
     *
     * @param overdue whether more than one audit was due since
     * @param worst the worst gaps, worst first
     */
    public record Overview(
            @Nullable String organization,
            int accounts,
            String runId,
            Instant asOf,
            Duration age,
            boolean overdue,
            Coverage coverage,
            List<FindingCount> findings,
            List<Finding> worst) {

        public Overview {
            findings = List.copyOf(findings);
            worst = List.copyOf(worst);
        }

        public long of(Verdict verdict) {
            return findings.stream()
                    .filter(count -> count.verdict() == verdict)
                    .mapToLong(FindingCount::count)
                    .sum();
        }

        public long of(Verdict verdict, Severity severity) {
            return findings.stream()
                    .filter(count -> count.verdict() == verdict && count.severity() == severity)
                    .mapToLong(FindingCount::count)
                    .sum();
        }

        public long all() {
            return findings.stream().mapToLong(FindingCount::count).sum();
        }

        public long gaps() {
            return of(Verdict.FAIL) + of(Verdict.UNKNOWN);
        }

        /** Rounded down, so that 100 means everything. */
        public long percentRead() {
            return coverage.total() == 0 ? 0 : coverage.read() * 100 / coverage.total();
        }
    }

    /**
     * How it stands with something that is done at its time.
     *
     * @param since when this process began to do it; null while it does not
     * @param next when it is due; null when nobody knows
     * @param failure why it failed last; null when it did not
     * @param result what came of it last in this process; null when nobody knows
     */
    public record JobLine(
            String name,
            @Nullable Instant since,
            @Nullable Instant next,
            @Nullable String failure,
            @Nullable String result) {}

    /**
     * The box in which a key can be asked for.
     *
     * @param allowed whether the one who looks may
     * @param key what was asked; empty when nothing was
     * @param at as it was typed; empty for now
     * @param answer null when nothing was asked, or it could not be answered
     * @param complaint why it could not be answered; null when it could
     */
    public record LookupBox(
            boolean allowed,
            String key,
            String at,
            @Nullable Answer answer,
            @Nullable String complaint) {}

    /** How long something is ago, in the unit that says most. */
    public static String age(Duration age) {
        if (age.toMinutes() < 1) {
            return "less than a minute";
        }
        if (age.toMinutes() < 120) {
            return age.toMinutes() == 1 ? "1 minute" : age.toMinutes() + " minutes";
        }
        return age.toHours() < 48 ? age.toHours() + " hours" : age.toDays() + " days";
    }
}
