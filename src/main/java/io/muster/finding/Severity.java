package io.muster.finding;

import java.util.Locale;

/** How much an incident would hurt for it, worst first. */
public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW,
    INFO;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The severity for a word; an unknown word is an {@link IllegalArgumentException}. */
    public static Severity of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    public boolean isAtLeast(Severity other) {
        return compareTo(other) <= 0;
    }
}
