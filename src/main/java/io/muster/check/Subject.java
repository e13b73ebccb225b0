package io.muster.check;

import io.muster.catalog.Scope;
import io.muster.finding.AccountId;
import io.muster.inventory.Account;
import io.muster.inventory.Organization;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom checks are asked about: an account, or the organization, whose findings stand at its management account.
 *
 * @param account null when the management account is known by its id only
 * @param whole the resource that stands for the subject as a whole
 */
record Subject(Scope scope, AccountId id, @Nullable Account account, Organization organization, String whole) {

    static Subject of(Account account, Organization organization) {
        return new Subject(
                Scope.ACCOUNT, account.id(), account, organization, account.id().value());
    }

    /** The organization, unless nobody stands for it: then there is no account at all. */
    static Optional<Subject> of(Organization organization) {
        return managementAccount(organization)
                .map(id -> new Subject(
                        Scope.ORGANIZATION,
                        id,
                        organization.accounts().stream()
                                .filter(account -> account.id().equals(id))
                                .findFirst()
                                .orElse(null),
                        organization,
                        organization.id() == null ? id.value() : organization.id()));
    }

    private static Optional<AccountId> managementAccount(Organization organization) {
        if (organization.managementAccount() != null) {
            return Optional.of(organization.managementAccount());
        }
        return organization.accounts().stream().map(Account::id).findFirst();
    }

    String name() {
        return account == null ? "" : account.name();
    }

    @Nullable
    String owner() {
        return account == null ? null : account.owner();
    }

    @Nullable
    String environment() {
        return account == null ? null : account.environment();
    }
}
