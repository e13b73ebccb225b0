package io.muster.finding;

import java.util.regex.Pattern;

/** Identity of a check: its folder's name, such as {@code cloudtrail_log_validation}. */
public record CheckId(String value) implements Comparable<CheckId> {

    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9_]*");

    public CheckId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a check id has lower-case letters, digits and _ only: " + value);
        }
    }

    @Override
    public int compareTo(CheckId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
