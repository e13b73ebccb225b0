package io.muster.audit;

import io.muster.inventory.Organization;
import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import io.muster.state.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of an audit.
 *
 * @param run complete
 * @param report the folder of its report, or where that would be
 * @param warnings what a person may want to know
 * @param deciding what OPA was asked
 * @param unwritten why there is no report; empty if there is one
 */
public record AuditResult(
        Run run,
        Organization organization,
        Path report,
        List<Problem> warnings,
        Deciding deciding,
        Optional<ProblemException> unwritten) {

    public AuditResult {
        warnings = List.copyOf(warnings);
    }

    /**
     * What OPA was asked, and how long its answers took.
     *
     * @param requests answered or not
     * @param failed those without a usable answer
     * @param latency the sum over all requests
     * @param slowest the longest of them
     */
    public record Deciding(long requests, long failed, Duration latency, Duration slowest) {

        public static final Deciding NOTHING = new Deciding(0, 0, Duration.ZERO, Duration.ZERO);

        public Deciding plus(Deciding other) {
            return new Deciding(
                    requests + other.requests,
                    failed + other.failed,
                    latency.plus(other.latency),
                    slowest.compareTo(other.slowest) > 0 ? slowest : other.slowest);
        }
    }
}
