package io.muster.finding;

import java.util.UUID;

/** Identity of a run: a UUIDv7, so that ids sort by the time of their start. */
public record RunId(UUID value) implements Comparable<RunId> {

    public static RunId of(String text) {
        return new RunId(UUID.fromString(text));
    }

    /** The last twelve digits; folder names and tables use them where a person reads along. */
    public String shortForm() {
        String text = value.toString();
        return text.substring(text.length() - 12);
    }

    @Override
    public int compareTo(RunId other) {
        return value.toString().compareTo(other.value.toString());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
