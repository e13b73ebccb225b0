package io.muster.remediate.contacts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be done about the contacts of an organization: account by account, type by type.
 *
 * @param lines ordered by account and type; contacts that are left alone are not in it
 */
public record Plan(Instant created, Caller caller, List<PlanLine> lines) {

    public Plan {
        requireNonNull(created, "created is null");
        requireNonNull(caller, "caller is null");
        lines = List.copyOf(lines);
    }

    /** The lines that change something. */
    public List<PlanLine> changes() {
        return lines.stream().filter(line -> line.action().isChange()).toList();
    }

    /** How many lines there are of each action; 0 included. */
    public Map<Action, Integer> counts() {
        Map<Action, Integer> counts = new EnumMap<>(Action.class);
        for (Action action : Action.values()) {
            counts.put(action, 0);
        }
        lines.forEach(line -> counts.merge(line.action(), 1, Integer::sum));
        return counts;
    }

    /** Who looked, and at which organization. */
    public String identity() {
        return caller.text();
    }

    /** How many accounts the plan speaks of. */
    public long accounts() {
        return lines.stream().map(PlanLine::account).distinct().count();
    }
}
