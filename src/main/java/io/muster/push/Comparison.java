package io.muster.push;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a target has of a run, beside what it acknowledged.
 *
 * @param batches how many were acknowledged
 * @param events how many events were in them
 * @param waiting how many events have not been acknowledged
 * @param refused how many events the target refused by name
 * @param differences what is missing or not the same; one sentence each
 * @param remark how it was compared, or why it could not be and what a person can do instead
 */
public record Comparison(
        String target,
        Outcome outcome,
        int batches,
        long events,
        long waiting,
        long refused,
        List<String> differences,
        String remark) {

    /** What came of comparing. */
    public enum Outcome {
        /** The target has what it acknowledged. */
        SAME,
        /** Something that it acknowledged is missing or is not what was sent. */
        DIFFERENT,
        /** The target cannot be asked what it has. */
        NOT_ASKED;

        public String word() {
            return this == NOT_ASKED ? "not-asked" : this == SAME ? "same" : "different";
        }
    }

    public Comparison {
        requireNonNull(target, "target is null");
        requireNonNull(outcome, "outcome is null");
        differences = List.copyOf(differences);
        requireNonNull(remark, "remark is null");
    }
}
