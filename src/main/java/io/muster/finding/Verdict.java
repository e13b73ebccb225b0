package io.muster.finding;

import java.util.Comparator;
import java.util.Locale;

/** What a check says, worst first: the verdict of check and account is the first of its findings in this order. */
public enum Verdict {
    /** The fact was read and is bad, or was read completely and is absent. */
    FAIL,
    /** It could not be decided; the finding carries the reason. */
    UNKNOWN,
    /** A {@link #FAIL} covered by an exception that has not expired. */
    ACCEPTED,
    /** The fact was read and is good. */
    PASS,
    /** The question does not arise. */
    NOT_APPLICABLE;

    /** Worst first. */
    public static final Comparator<Verdict> WORST_FIRST = Comparator.naturalOrder();

    /** The word in JSON, CSV, Rego and reports, such as {@code not-applicable}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The verdict for a word; an unknown word is an {@link IllegalArgumentException}. */
    public static Verdict of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
