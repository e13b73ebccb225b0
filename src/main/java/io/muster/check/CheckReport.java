package io.muster.check;

import static java.util.Objects.requireNonNull;

import io.muster.problem.Problem;
import java.time.Duration;
import java.util.List;

/**
 * What is worth saying of a run's checking beside its findings.
 *
 * @param warnings checks that do not compile, an unreachable OPA, exceptions that cover nothing, …
 * @param opa the OPA that decided, such as {@code 1.22.2, own process}
 * @param stats what it cost
 */
public record CheckReport(List<Problem> warnings, String opa, Stats stats) {

    public CheckReport {
        warnings = List.copyOf(warnings);
        requireNonNull(opa, "opa is null");
        requireNonNull(stats, "stats is null");
    }

    /**
     * What OPA was asked and how long it took.
     *
     * @param requests answered or not
     * @param failed those without a usable answer; their checks were asked one by one
     * @param restarts how often Muster's own OPA was started again
     * @param bytesSent sizes of the requests
     * @param bytesReceived sizes of the answers
     * @param latency the sum over all requests, as the client saw it
     * @param slowest the longest of them
     * @param parse what OPA took to read the requests
     * @param evaluation what OPA took to decide
     */
    public record Stats(
            long requests,
            long failed,
            long restarts,
            long bytesSent,
            long bytesReceived,
            Duration latency,
            Duration slowest,
            Duration parse,
            Duration evaluation) {}
}
