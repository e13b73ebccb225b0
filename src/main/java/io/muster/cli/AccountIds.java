package io.muster.cli;

import io.muster.finding.AccountId;
import io.muster.inventory.Account;
import io.muster.inventory.Organization;
import io.muster.problem.ProblemException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What {@code --account} names. */
final class AccountIds {

    private AccountIds() {}

    /** Throws a problem when one is no account id. */
    static Set<AccountId> of(List<String> texts) {
        Set<AccountId> ids = new LinkedHashSet<>();
        for (String text : texts) {
            if (!AccountId.isOne(text)) {
                throw ProblemException.usage(
                        "'" + text + "' is no account id.",
                        "An account id has twelve digits.",
                        "--account 111122223333");
            }
            ids.add(new AccountId(text));
        }
        return ids;
    }

    /** Throws a problem when the organization has no such account. */
    static void requireKnown(Organization organization, Collection<AccountId> ids) {
        Set<AccountId> known = new LinkedHashSet<>();
        organization.accounts().stream().map(Account::id).forEach(known::add);
        List<String> missing = ids.stream()
                .filter(id -> !known.contains(id))
                .map(AccountId::value)
                .toList();
        if (!missing.isEmpty()) {
            throw ProblemException.usage(
                    "The organization has no account " + String.join(", ", missing) + ".", "", "muster audit --plan");
        }
    }
}
