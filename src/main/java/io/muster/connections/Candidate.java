package io.muster.connections;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import java.util.List;

/**
 * An account that may get a connection.
 *
 * @param name any text, not unique
 * @param state AWS's word, such as {@code ACTIVE}; empty when the source has none
 * @param regions the enabled ones; empty when they are not known
 */
public record Candidate(AccountId id, String name, String state, List<String> regions) {

    public Candidate {
        requireNonNull(id, "id is null");
        requireNonNull(name, "name is null");
        requireNonNull(state, "state is null");
        regions = regions.stream().distinct().sorted().toList();
    }

    boolean isActive() {
        return state.isEmpty() || state.equals("ACTIVE");
    }

    public Candidate withRegions(List<String> found) {
        return new Candidate(id, name, state, found);
    }
}
