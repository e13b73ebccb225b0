package io.muster.problem;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One thing that went wrong, said so that a person can act on it.
 *
 * @param what what failed, with the value; a sentence
 * @param why why it failed; empty when {@code what} says it all
 * @param fix something that works; empty when there is nothing to try
 * @param place where in a file, if the problem is in one
 */
public record Problem(
        String what, String why, String fix, @Nullable Place place) {

    public Problem {
        requireNonNull(what, "what is null");
        requireNonNull(why, "why is null");
        requireNonNull(fix, "fix is null");
    }

    /** A position in a file; {@code line} counts from 1, 0 means the file as a whole. */
    public record Place(String file, int line) {

        @Override
        public String toString() {
            return line == 0 ? "'" + file + "'" : "'" + file + "' line " + line;
        }
    }

    public static Problem of(String what, String why, String fix) {
        return new Problem(what, why, fix, null);
    }

    public Problem at(String file, int line) {
        return new Problem(what, why, fix, new Place(file, line));
    }

    /** The problem as a terminal shows it, without the leading "Error:" or "Warning:". */
    public String text() {
        StringBuilder text = new StringBuilder(what);
        if (place != null) {
            text.append(" (").append(place).append(')');
        }
        if (!why.isEmpty()) {
            text.append("\n  ").append(why);
        }
        if (!fix.isEmpty()) {
            text.append("\nTry: ").append(fix);
        }
        return text.toString();
    }
}
