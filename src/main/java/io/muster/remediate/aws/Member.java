package io.muster.remediate.aws;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One account of the organization, and where in the tree it is.
 *
 * @param state AWS's word, such as {@code ACTIVE}; {@code UNKNOWN} when it says none
 * @param email the root user's address
 * @param joined null when AWS does not say
 * @param units from the top down to the one that holds the account; empty when the root holds it
 */
public record Member(
        AccountId id,
        String name,
        String state,
        String email,
        @Nullable Instant joined,
        boolean management,
        List<Unit> units) {

    public Member {
        requireNonNull(id, "id is null");
        requireNonNull(name, "name is null");
        requireNonNull(state, "state is null");
        requireNonNull(email, "email is null");
        units = List.copyOf(units);
    }

    /**
     * An organizational unit.
     *
     * @param path the names from the root, such as {@code /Workloads/Prod}
     */
    public record Unit(String id, String path) {}

    /** Only such accounts are read and written; a state that nobody knows is not active. */
    public boolean isActive() {
        return state.equals("ACTIVE");
    }

    /** The names of the units from the root; {@code /} for the root itself. */
    public String path() {
        return units.isEmpty() ? "/" : units.get(units.size() - 1).path();
    }
}
