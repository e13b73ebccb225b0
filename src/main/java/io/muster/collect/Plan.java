package io.muster.collect;

import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import io.muster.problem.Problem;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run would read; nothing but the universe was asked.
 *
 * @param topology how the database serves accounts, in words
 * @param accounts in the order of their ids
 * @param siem in a sentence, what the SIEM would be asked; null when no query asks it
 * @param warnings as a run would say them
 */
public record Plan(
        String topology,
        Organization organization,
        List<AccountPlan> accounts,
        @Nullable String siem,
        List<Problem> warnings) {

    public Plan {
        accounts = List.copyOf(accounts);
        warnings = List.copyOf(warnings);
    }

    /**
     * What would be read of one account.
     *
     * @param regions how many regions are asked
     * @param queries in the order of their ids, with the calls that each takes; empty when nothing is asked
     * @param why why nothing is asked; null if something is
     */
    public record AccountPlan(
            String id,
            String name,
            @Nullable String connection,
            int regions,
            SortedMap<QueryId, Calls> queries,
            @Nullable String why) {

        public AccountPlan {
            queries = Collections.unmodifiableSortedMap(new TreeMap<>(queries));
        }

        public Calls calls() {
            return queries.values().stream().reduce(Calls.NONE, Calls::plus);
        }
    }
}
