package io.muster.state;

import io.muster.finding.Severity;
import io.muster.finding.Verdict;

/** The numbers that stand for verdicts and severities in the database, worst first; they never change. */
final class Codes {

    private Codes() {}

    static int of(Verdict verdict) {
        return switch (verdict) {
            case FAIL -> 0;
            case UNKNOWN -> 1;
            case ACCEPTED -> 2;
            case PASS -> 3;
            case NOT_APPLICABLE -> 4;
        };
    }

    static Verdict verdict(int code) {
        return switch (code) {
            case 0 -> Verdict.FAIL;
            case 1 -> Verdict.UNKNOWN;
            case 2 -> Verdict.ACCEPTED;
            case 3 -> Verdict.PASS;
            case 4 -> Verdict.NOT_APPLICABLE;
            default -> throw new IllegalStateException("no verdict has the number " + code);
        };
    }

    static int of(Severity severity) {
        return switch (severity) {
            case CRITICAL -> 0;
            case HIGH -> 1;
            case MEDIUM -> 2;
            case LOW -> 3;
            case INFO -> 4;
        };
    }

    static Severity severity(int code) {
        return switch (code) {
            case 0 -> Severity.CRITICAL;
            case 1 -> Severity.HIGH;
            case 2 -> Severity.MEDIUM;
            case 3 -> Severity.LOW;
            case 4 -> Severity.INFO;
            default -> throw new IllegalStateException("no severity has the number " + code);
        };
    }
}
