package io.muster.remediate.contacts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The three alternate contacts that an account can have. */
public enum ContactType {
    SECURITY,
    OPERATIONS,
    BILLING;

    /** The word in files, options and output. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ContactType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }
}
