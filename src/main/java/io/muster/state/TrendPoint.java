package io.muster.state;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One complete run in a trend.
 *
 * @param findings counted by severity and verdict
 * @param decisions checks × accounts, each counted once with its worst verdict
 */
public record TrendPoint(Run run, List<FindingCount> findings, List<FindingCount> decisions) {

    public TrendPoint {
        requireNonNull(run, "run is null");
        findings = List.copyOf(findings);
        decisions = List.copyOf(decisions);
    }
}
