package io.muster.state;

import io.muster.finding.Reason;
import java.util.Map;

/**
 * How much of what had to be read was read, counted in lines of the manifest.
 *
 * @param read lines that were read
 * @param unreadable lines that were asked and could not be read
 * @param notAsked lines that nobody asked
 * @param unproven how many of {@code read} rest on a reading that may have lost rows
 * @param reasons why lines were not read; the sum is {@code unreadable + notAsked}
 * @param accounts how many accounts the manifest names
 * @param accountsRead how many of them were read without any gap
 */
public record Coverage(
        long read,
        long unreadable,
        long notAsked,
        long unproven,
        Map<Reason, Long> reasons,
        int accounts,
        int accountsRead) {

    public Coverage {
        reasons = Map.copyOf(reasons);
    }

    /** The denominator. */
    public long total() {
        return read + unreadable + notAsked;
    }

    public long asked() {
        return read + unreadable;
    }
}
