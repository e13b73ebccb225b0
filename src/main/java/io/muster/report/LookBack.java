package io.muster.report;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * For how many days a record is kept, so how far back an investigator can look. A record that began later reaches less far.
 *
 * @param kind whether it is known, and ends
 * @param days how many; 0 when nothing is recorded, and whenever the kind isn't {@link Kind#DAYS}
 * @param because what that rests on, or why it is not known
 */
public record LookBack(Kind kind, long days, String because) {

    /** From the shortest to what nobody can tell. */
    public enum Kind {
        DAYS,
        NO_END,
        NOT_KNOWN
    }

    /** The shortest one first; what is not known is longer than all. */
    static final Comparator<LookBack> SHORTEST_FIRST =
            Comparator.comparing(LookBack::kind).thenComparingLong(LookBack::days);

    public LookBack {
        requireNonNull(kind, "kind is null");
        requireNonNull(because, "because is null");
    }

    static LookBack days(long days, String because) {
        return new LookBack(Kind.DAYS, days, because);
    }

    static LookBack noEnd(String because) {
        return new LookBack(Kind.NO_END, 0, because);
    }

    static LookBack notKnown(String because) {
        return new LookBack(Kind.NOT_KNOWN, 0, because);
    }

    boolean isKnown() {
        return kind != Kind.NOT_KNOWN;
    }

    /** One record of several that hold the same: the longest that is known. */
    static LookBack longest(LookBack one, LookBack other) {
        if (one.isKnown() != other.isKnown()) {
            return one.isKnown() ? one : other;
        }
        return SHORTEST_FIRST.compare(one, other) >= 0 ? one : other;
    }

    /** All of several records are needed: the shortest, and nobody can tell when one of them is not known. */
    static LookBack shortest(LookBack one, LookBack other) {
        if (one.isKnown() != other.isKnown()) {
            return one.isKnown() ? other : one;
        }
        return SHORTEST_FIRST.compare(one, other) <= 0 ? one : other;
    }

    /** The number of days, or null where it is not known or there is no end. */
    public @Nullable Long daysOrNull() {
        return kind == Kind.DAYS ? Long.valueOf(days) : null;
    }

    /** {@code 365}, {@code no end} or {@code not known}. */
    public String word() {
        return switch (kind) {
            case DAYS -> Long.toString(days);
            case NO_END -> "no end";
            case NOT_KNOWN -> "not known";
        };
    }
}
