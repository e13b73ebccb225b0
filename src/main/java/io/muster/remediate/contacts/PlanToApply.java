package io.muster.remediate.contacts;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A plan, or the way back from one, with the journal that is written while it is done.
 *
 * @param digest what the journal calls the plan
 * @param force whether a contact is changed that is not what the plan saw
 */
public record PlanToApply(Plan plan, String digest, Path journal, boolean force) {

    public PlanToApply {
        requireNonNull(plan, "plan is null");
        requireNonNull(digest, "digest is null");
        requireNonNull(journal, "journal is null");
    }
}
