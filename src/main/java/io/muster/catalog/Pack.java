package io.muster.catalog;

import io.muster.finding.CheckId;
import io.muster.finding.Severity;
import io.muster.inventory.QueryId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All queries and checks of a run, ordered by id, and the files that OPA needs. Immutable. */
public final class Pack {

    private final List<QuerySpec> queries;
    private final List<CheckSpec> checks;
    private final List<PolicyFile> policyFiles;
    private final List<Playbook> playbooks;
    private final Map<QueryId, QuerySpec> queryById = new HashMap<>();
    private final Map<CheckId, CheckSpec> checkById = new HashMap<>();
    private final Set<QueryId> readByCritical;

    /**
     * A Rego file of the pack that is no test.
     *
     * @param path where it stands below the pack's root, with {@code /}: {@code checks/lib/result/result.rego}
     * @param file where it is read from
     */
    public record PolicyFile(String path, Path file) {}

    public Pack(List<QuerySpec> queries, List<CheckSpec> checks, List<PolicyFile> policyFiles) {
        this(queries, checks, policyFiles, List.of());
    }

    public Pack(
            List<QuerySpec> queries, List<CheckSpec> checks, List<PolicyFile> policyFiles, List<Playbook> playbooks) {
        this.playbooks = List.copyOf(playbooks);
        this.queries = sorted(queries, Comparator.comparing(QuerySpec::id));
        this.checks = sorted(checks, Comparator.comparing(CheckSpec::id));
        this.policyFiles = sorted(policyFiles, Comparator.comparing(PolicyFile::path));
        this.queries.forEach(query -> queryById.put(query.id(), query));
        this.checks.forEach(check -> checkById.put(check.id(), check));
        this.readByCritical = checks.stream()
                .filter(check -> check.severity() == Severity.CRITICAL)
                .flatMap(check -> check.inventory().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static <T> List<T> sorted(List<T> items, Comparator<T> order) {
        List<T> copy = new ArrayList<>(items);
        copy.sort(order);
        return List.copyOf(copy);
    }

    public List<QuerySpec> queries() {
        return queries;
    }

    public List<CheckSpec> checks() {
        return checks;
    }

    /** The policies and libraries, without tests, in the order of their paths. */
    public List<PolicyFile> policyFiles() {
        return policyFiles;
    }

    /** What investigators ask, and which rows of the catalogue that takes. */
    public List<Playbook> playbooks() {
        return playbooks;
    }

    public Optional<QuerySpec> query(QueryId id) {
        return Optional.ofNullable(queryById.get(id));
    }

    public Optional<CheckSpec> check(CheckId id) {
        return Optional.ofNullable(checkById.get(id));
    }

    /** How regions without rows are asked again: as the header says, else exactly if a critical check reads the query. */
    public ConfirmMode confirmModeOf(QuerySpec query) {
        if (query.confirm() != null) {
            return query.confirm();
        }
        return readByCritical.contains(query.id()) ? ConfirmMode.EXACT : ConfirmMode.FAST;
    }

    /** The same pack with only these checks, and only the queries that they and the universe of a run need. */
    public Pack narrowedTo(List<CheckSpec> kept) {
        Set<QueryId> needed = new HashSet<>();
        kept.forEach(check -> needed.addAll(check.inventory()));
        return new Pack(queriesFor(needed), kept, policyFiles, playbooks);
    }

    /** The same checks, but only this query and those that it and the universe of a run need. */
    public Pack narrowedTo(QueryId query) {
        return new Pack(queriesFor(Set.of(query)), checks, policyFiles, playbooks);
    }

    private List<QuerySpec> queriesFor(Set<QueryId> wanted) {
        Set<QueryId> needed = new HashSet<>(wanted);
        PackLoader.UNIVERSE.forEach(name -> needed.add(new QueryId(name)));
        if (queries.stream().anyMatch(query -> query.record() != null && needed.contains(query.id()))) {
            PackLoader.PLACES.forEach(name -> needed.add(new QueryId(name)));
        }
        boolean grown = true;
        while (grown) {
            grown = false;
            for (QuerySpec query : queries) {
                if (needed.contains(query.id())
                        && query.api() != null
                        && query.api().forEach() != null) {
                    grown |= needed.add(query.api().forEach().query());
                }
            }
        }
        return queries.stream().filter(query -> needed.contains(query.id())).collect(Collectors.toList());
    }
}
