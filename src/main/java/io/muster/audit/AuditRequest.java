package io.muster.audit;

import io.muster.finding.AccountId;
import java.util.Set;

/**
 * What an audit is asked for.
 *
 * @param accounts only these; empty means all
 * @param scope empty for the whole organization and every check; else what it is narrowed to, as a person would say it
 * @param resume take up the last unfinished run instead of starting one
 * @param push deliver to the targets
 */
public record AuditRequest(Set<AccountId> accounts, String scope, boolean resume, boolean push) {

    public AuditRequest {
        accounts = Set.copyOf(accounts);
    }

    /** The whole organization with every check, delivered. */
    public static AuditRequest whole() {
        return new AuditRequest(Set.of(), "", false, true);
    }
}
