package io.muster.remediate.contacts;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import io.muster.finding.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One contact of one account: what is there, what is wanted, and what is to be done.
 *
 * @param path the names of the units above the account
 * @param found null when there is none, or when it was not read
 * @param wanted null when none is wanted
 * @param rule which rule of the file wants it
 * @param reason why it could not be read; null for every action but {@code CANNOT_READ}
 * @param why a sentence on what could not be read, or why it was skipped; else empty
 */
public record PlanLine(
        AccountId account,
        String name,
        String path,
        ContactType type,
        Action action,
        @Nullable Contact found,
        @Nullable Contact wanted,
        String rule,
        @Nullable Reason reason,
        String why) {

    public PlanLine {
        requireNonNull(account, "account is null");
        requireNonNull(name, "name is null");
        requireNonNull(path, "path is null");
        requireNonNull(type, "type is null");
        requireNonNull(action, "action is null");
        requireNonNull(rule, "rule is null");
        requireNonNull(why, "why is null");
    }

    /** Account and type, as one key. */
    String key() {
        return account + "/" + type.word();
    }

    PlanLine at(String units) {
        return new PlanLine(account, name, units, type, action, found, wanted, rule, reason, why);
    }

    /** Whether two contacts, of which either may be none, mean the same. */
    static boolean same(@Nullable Contact one, @Nullable Contact other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.means(other);
    }

    /** What is to be done when this is there and that is wanted. */
    static Action action(@Nullable Contact found, @Nullable Contact wanted) {
        if (same(found, wanted)) {
            return Action.UNCHANGED;
        }
        if (found == null) {
            return Action.CREATE;
        }
        return wanted == null ? Action.REMOVE : Action.CHANGE;
    }
}
