package io.muster.state;

import static java.util.Objects.requireNonNull;

import io.muster.finding.Severity;
import io.muster.finding.Verdict;

/**
 * How many findings of one severity and verdict there are.
 *
 * @param of the check, account or owner that is counted; empty for the whole run, and for findings without an owner
 */
public record FindingCount(String of, Severity severity, Verdict verdict, long count) {

    public FindingCount {
        requireNonNull(of, "of is null");
        requireNonNull(severity, "severity is null");
        requireNonNull(verdict, "verdict is null");
    }

    /** What findings are counted by. */
    public enum By {
        RUN,
        CHECK,
        ACCOUNT,
        OWNER
    }
}
