package io.muster.problem;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * What is known of one part of the installation.
 *
 * @param part such as {@code steampipe}
 * @param message a sentence
 * @param fix what to do about it; empty when all is well
 */
public record Diagnosis(String part, Level level, String message, String fix) {

    /** How it is. */
    public enum Level {
        OK,
        /** It works, but not as well as it should. */
        WARNING,
        /** It does not work. */
        BROKEN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Diagnosis {
        requireNonNull(part, "part is null");
        requireNonNull(level, "level is null");
        requireNonNull(message, "message is null");
        requireNonNull(fix, "fix is null");
    }

    public static Diagnosis ok(String part, String message) {
        return new Diagnosis(part, Level.OK, message, "");
    }

    public static Diagnosis warning(String part, String message, String fix) {
        return new Diagnosis(part, Level.WARNING, message, fix);
    }

    public static Diagnosis broken(String part, String message, String fix) {
        return new Diagnosis(part, Level.BROKEN, message, fix);
    }

    /** A problem as a diagnosis. */
    public static Diagnosis of(String part, Level level, Problem problem) {
        String place = problem.place() == null ? "" : " (" + problem.place() + ")";
        String why = problem.why().isEmpty() ? "" : " " + problem.why();
        return new Diagnosis(part, level, problem.what() + place + why, problem.fix());
    }
}
