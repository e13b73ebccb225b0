package io.muster.serve;

import io.muster.finding.Finding;
import io.muster.finding.Verdict;
import io.muster.inventory.Account;
import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import io.muster.state.Coverage;
import io.muster.state.FindingCount;
import io.muster.state.FindingFilter;
import io.muster.state.Run;
import io.muster.state.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the newest complete run says in numbers. They never change, so they are counted once a run. */
final class Facts {

    private static final int WORST = 20;

    private final State state;
    private @Nullable Latest latest;

    Facts(State state) {
        this.state = state;
    }

    /**
     * The newest complete run.
     *
     * @param findings counted by severity and verdict
     * @param byAccount the same of each account, by its id
     * @param checks the ids of the checks that said something
     * @param owners who has findings; empty text for findings without an owner
     * @param rows rows that were read, by table
     * @param worst the worst gaps, at most a page of them
     */
    record Latest(
            Run run,
            Organization organization,
            Coverage coverage,
            List<FindingCount> findings,
            Map<String, List<FindingCount>> byAccount,
            Set<String> checks,
            Set<String> owners,
            SortedMap<QueryId, Long> rows,
            List<Finding> worst) {

        Latest {
            findings = List.copyOf(findings);
            byAccount = Map.copyOf(byAccount);
            checks = Set.copyOf(checks);
            owners = Set.copyOf(owners);
            worst = List.copyOf(worst);
        }

        Optional<Account> account(String id) {
            return organization.accounts().stream()
                    .filter(account -> account.id().value().equals(id))
                    .findFirst();
        }
    }

    /** Counts when there is a newer run than last time, which takes a moment; empty before the first one is complete. */
    synchronized Optional<Latest> latest() {
        Optional<Run> newest = state.runs().latestComplete();
        if (newest.isEmpty()) {
            latest = null;
        } else if (latest == null || !latest.run().equals(newest.get())) {
            latest = count(newest.get());
        }
        return Optional.ofNullable(latest);
    }

    private Latest count(Run run) {
        SortedMap<QueryId, Long> rows = new TreeMap<>();
        state.tables().forEachTable(run.id(), table -> rows.merge(table.query(), table.rows(), Long::sum));
        return new Latest(
                run,
                state.runs().universe(run.id()).orElse(new Organization(null, null, List.of())),
                state.manifest().coverage(run.id()),
                state.findings().counts(run.id(), FindingCount.By.RUN),
                state.findings().counts(run.id(), FindingCount.By.ACCOUNT).stream()
                        .collect(Collectors.groupingBy(FindingCount::of, HashMap::new, Collectors.toList())),
                names(run, FindingCount.By.CHECK),
                names(run, FindingCount.By.OWNER),
                rows,
                worst(run));
    }

    /** The severest first; of one severity, what failed before what nobody can answer. */
    private List<Finding> worst(Run run) {
        List<Finding> worst = new ArrayList<>();
        for (Verdict verdict : List.of(Verdict.FAIL, Verdict.UNKNOWN)) {
            worst.addAll(state.findings().page(run.id(), FindingFilter.ALL.withVerdicts(Set.of(verdict)), null, WORST));
        }
        return worst.stream()
                .sorted(Comparator.comparing(Finding::severity))
                .limit(WORST)
                .toList();
    }

    private Set<String> names(Run run, FindingCount.By by) {
        Function<FindingCount, String> name = FindingCount::of;
        return state.findings().counts(run.id(), by).stream().map(name).collect(Collectors.toSet());
    }
}
