package io.muster.lookup;

import static java.util.Objects.requireNonNull;

import io.muster.state.Asset;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one key.
 *
 * @param key as it was asked
 * @param at the time that was asked about
 * @param asOf the time of the newest complete run; null when there is none
 * @param matches all of them, the newest first; more than one means that the key alone does not tell
 * @param otherTimes what the key belonged to at other times; looked up only for a single key that has no match of its own
 */
public record Answer(String key, Instant at, @Nullable Instant asOf, List<Match> matches, List<Asset> otherTimes) {

    public Answer {
        requireNonNull(key, "key is null");
        requireNonNull(at, "at is null");
        matches = List.copyOf(matches);
        otherTimes = List.copyOf(otherTimes);
    }

    public boolean isKnown() {
        return !matches.isEmpty();
    }
}
