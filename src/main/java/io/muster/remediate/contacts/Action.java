package io.muster.remediate.contacts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a plan says about one contact of one account. */
public enum Action {
    UNCHANGED,
    CREATE,
    CHANGE,
    REMOVE,
    CANNOT_READ,
    SKIPPED;

    /** The word in output and plan files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean isChange() {
        return switch (this) {
            case CREATE, CHANGE, REMOVE -> true;
            case UNCHANGED, CANNOT_READ, SKIPPED -> false;
        };
    }

    static Optional<Action> of(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word().equals(word))
                .findFirst();
    }
}
