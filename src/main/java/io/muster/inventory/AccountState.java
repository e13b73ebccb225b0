package io.muster.inventory;

import java.util.Locale;

/** State of a member account, in the words of AWS Organizations. */
public enum AccountState {
    PENDING_ACTIVATION,
    ACTIVE,
    SUSPENDED,
    PENDING_CLOSURE,
    CLOSED;

    /** The state for AWS's word; a word that is not known counts as active, so that the account is asked. */
    public static AccountState of(String word) {
        for (AccountState state : values()) {
            if (state.name().equals(word.toUpperCase(Locale.ROOT))) {
                return state;
            }
        }
        return ACTIVE;
    }
}
