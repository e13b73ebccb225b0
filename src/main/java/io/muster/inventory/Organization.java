package io.muster.inventory;

import io.muster.finding.AccountId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The universe of a run: every account that must be answered for.
 *
 * @param id the organization's id; null for stand-alone accounts
 * @param managementAccount null for stand-alone accounts
 * @param accounts ordered by id
 */
public record Organization(@Nullable String id, @Nullable AccountId managementAccount, List<Account> accounts) {

    public Organization {
        accounts = List.copyOf(accounts);
    }

    public boolean isStandAlone() {
        return id == null;
    }
}
