package io.muster.remediate.drill;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the drill found in one account.
 *
 * @param role its ARN
 * @param at when it took place
 * @param entry whether the role was assumed
 * @param entryWhy why it was not; empty if it was
 * @param simulationWhy why nothing could be simulated; null if it was
 * @param scpsSeen whether AWS's simulation looked at service control policies
 */
public record AccountDrill(
        AccountId account,
        String name,
        boolean management,
        String role,
        Instant at,
        Entry entry,
        String entryWhy,
        @Nullable String simulationWhy,
        boolean scpsSeen,
        List<Decision> decisions,
        List<DrillFinding> findings) {

    /** Whether responders get in. */
    public enum Entry {
        /** The role was assumed, and AWS said whose session it is. */
        PROVEN,
        REFUSED,
        /** Nobody knows: no answer, or one that is none. */
        UNKNOWN
    }

    public AccountDrill {
        requireNonNull(account, "account is null");
        requireNonNull(name, "name is null");
        requireNonNull(role, "role is null");
        requireNonNull(at, "at is null");
        requireNonNull(entry, "entry is null");
        requireNonNull(entryWhy, "entryWhy is null");
        decisions = List.copyOf(decisions);
        findings = List.copyOf(findings);
    }

    /** How the account stands in one line: proven, simulated, or never tried. */
    public String standing() {
        boolean simulated = simulationWhy == null;
        return switch (entry) {
            case PROVEN ->
                simulated ? "proven on " + at + ", actions simulated" : "proven on " + at + ", actions never tried";
            case REFUSED, UNKNOWN -> simulated ? "entry not proven, actions simulated on " + at : "never tried";
        };
    }
}
