package io.muster.remediate.contacts;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import java.util.List;
import java.util.Optional;

/**
 * What the service saw, and what it did about it by itself.
 *
 * @param plan how it stands with every contact, after what was applied
 * @param joined accounts that joined the organization lately
 * @param applied what was given to them; empty when nothing was tried
 */
public record Watched(Plan plan, List<AccountId> joined, Optional<Applied> applied) {

    public Watched {
        requireNonNull(plan, "plan is null");
        joined = List.copyOf(joined);
        requireNonNull(applied, "applied is null");
    }
}
