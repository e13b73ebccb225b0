package io.muster.inventory;

import java.util.regex.Pattern;

/** Identity of a query, which is also the name of its table: the file's path with {@code _}. */
public record QueryId(String value) implements Comparable<QueryId> {

    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9_]*");

    public QueryId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a query id has lower-case letters, digits and _ only: " + value);
        }
    }

    @Override
    public int compareTo(QueryId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
