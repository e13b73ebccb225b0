package io.muster.push;

import io.muster.finding.AccountId;
import io.muster.finding.RunId;
import io.muster.inventory.Account;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import io.muster.problem.ProblemException;
import io.muster.state.Coverage;
import io.muster.state.FindingFilter;
import io.muster.state.Lease;
import io.muster.state.Outbox;
import io.muster.state.OutboxEntry;
import io.muster.state.OutboxPublication;
import io.muster.state.OutboxStatus;
import io.muster.state.RowChanges;
import io.muster.state.Run;
import io.muster.state.State;
import io.muster.state.TableInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts the events of a run into the outbox: inventory, changes, findings, and the manifest last.
 *
 * <p>Publishing a run again goes on where it was interrupted, and does nothing once it is complete: the same run gives the
 * same events in the same batches.
 */
public final class Publisher {

    private static final int LOOK_EVERY = 32;

    private final State state;
    private final Targets targets;
    private final Supplier<Set<QueryId>> measurements;

    /** For tables in which every difference is a change. */
    public Publisher(State state, Targets targets) {
        this(state, targets, Set::of);
    }

    /**
     * @param measurements tables that measure something, such as what a SIEM has of a day: that a row of theirs is another
     *     one in the next run is no change, only that one comes or goes. Asked once per run that is published.
     */
    public Publisher(State state, Targets targets, Supplier<Set<QueryId>> measurements) {
        this.state = state;
        this.targets = targets;
        this.measurements = measurements;
    }

    /** Notes for every target that a run will be delivered: should the process die, {@link #resume} delivers it. */
    public void announce(RunId run) {
        for (Target target : targets.list()) {
            OutboxPublication unused =
                    state.outbox().begin(run, target.name(), Plan.of(target).text());
        }
    }

    /** Freezes the events of a complete run for every target. Throws a problem when the outbox is full. */
    public Published publish(RunId id) {
        Run run = state.runs().find(id).orElseThrow(() -> new IllegalArgumentException("no such run: " + id));
        if (!run.isComplete()) {
            throw new IllegalArgumentException("only a complete run is delivered: " + id + " is " + run.status());
        }
        // Two processes may find the same unfinished run; only one may go on with it.
        try (Lease lease = state.lease("publish")) {
            List<OutboxPublication> publications = begin(run);
            if (publications.isEmpty()) {
                return new Published(id, targets.names(), 0, 0, 0, 0);
            }
            Published published;
            try (Freezer freezer = new Freezer(new Room(state.outbox())::freeze)) {
                published = new Publication(run, publications, freezer).publish();
                freezer.finish();
            }
            lease.confirm();
            publications.forEach(state.outbox()::complete);
            return published;
        }
    }

    /** Whether every target has, or will get, everything of a run. */
    public boolean isPublished(RunId run) {
        return targets.names().stream().allMatch(target -> state.outbox().isComplete(run, target));
    }

    /** Goes on with what an interrupted process left to be delivered; the answer is the runs that are in the outbox now. */
    public List<Published> resume() {
        return resume(run -> true);
    }

    /** The same for the runs before one that is to be published by itself. */
    public List<Published> resumeBefore(RunId next) {
        return resume(run -> !run.equals(next));
    }

    private List<Published> resume(Predicate<RunId> chosen) {
        List<Published> resumed = new ArrayList<>();
        Set<RunId> runs = new LinkedHashSet<>();
        for (OutboxPublication publication : state.outbox().unfinished()) {
            Optional<Run> run = state.runs().find(publication.run());
            if (run.isEmpty()) {
                // Its run was pruned: what is in the outbox is all that there will ever be.
                state.outbox().complete(publication);
            } else if (run.get().isComplete() && targets.names().contains(publication.target())) {
                runs.add(publication.run());
            }
        }
        runs.stream().filter(chosen).forEach(run -> resumed.add(publish(run)));
        return resumed;
    }

    private List<OutboxPublication> begin(Run run) {
        List<OutboxPublication> publications = new ArrayList<>();
        for (Target target : targets.list()) {
            OutboxPublication publication = state.outbox()
                    .begin(run.id(), target.name(), Plan.of(target).text());
            if (!publication.complete()) {
                publications.add(publication);
            }
        }
        return publications;
    }

    /** One run on its way into the outbox. */
    private final class Publication {

        private final Run run;
        private final Freezer freezer;
        private final EventEncoder encoder;
        private final List<Group> groups;
        private final Map<QueryId, TableSum> sums = new TreeMap<>();
        private long rows;
        private long changes;
        private long findings;
        private long batches;

        private Publication(Run run, List<OutboxPublication> publications, Freezer freezer) {
            this.run = run;
            this.freezer = freezer;
            this.encoder = new EventEncoder(run.id(), run.started(), accounts(run));
            Map<Plan, List<OutboxPublication>> byPlan = publications.stream()
                    .collect(Collectors.groupingBy(
                            each -> Plan.parse(each.plan()), LinkedHashMap::new, Collectors.toList()));
            this.groups = byPlan.entrySet().stream()
                    .map(entry -> new Group(entry.getKey(), entry.getValue()))
                    .collect(Collectors.toList());
        }

        private Map<AccountId, Account> accounts(Run ofRun) {
            Map<AccountId, Account> accounts = new HashMap<>();
            state.runs()
                    .universe(ofRun.id())
                    .ifPresent(universe -> universe.accounts().forEach(account -> accounts.put(account.id(), account)));
            return accounts;
        }

        private Published publish() {
            List<TableInfo> tables = new ArrayList<>();
            state.tables().forEachTable(run.id(), tables::add);
            tables.sort(Comparator.comparing(TableInfo::query).thenComparing(TableInfo::account));
            tables.forEach(table ->
                    sums.computeIfAbsent(table.query(), query -> new TableSum()).add(table));
            rows = tables.stream().mapToLong(TableInfo::rows).sum();
            inventory(tables);
            state.runs().previous(run).ifPresent(before -> changes(before, tables));
            state.findings().forEach(run.id(), FindingFilter.ALL, finding -> {
                findings++;
                toAll(encoder.finding(finding));
            });
            manifest();
            groups.forEach(group -> group.cutter.finish());
            List<String> names = groups.stream()
                    .flatMap(group -> group.publications.stream())
                    .map(OutboxPublication::target)
                    .collect(Collectors.toList());
            return new Published(run.id(), names, rows, changes, findings, batches);
        }

        private void toAll(Event event) {
            for (Group group : groups) {
                group.cutter.add(event);
            }
        }

        private void inventory(List<TableInfo> tables) {
            List<Group> full = groups.stream()
                    .filter(group -> group.plan.inventory() == InventoryMode.FULL)
                    .collect(Collectors.toList());
            if (full.isEmpty()) {
                return;
            }
            for (TableInfo table : tables) {
                Consumer<Event> add = event -> full.forEach(group -> group.cutter.add(event));
                state.tables().read(run.id(), table.account(), table.query(), chunk -> rows(table, chunk, add));
            }
        }

        private void rows(TableInfo table, byte[] chunk, Consumer<Event> add) {
            int from = 0;
            for (int i = 0; i < chunk.length; i++) {
                if (chunk[i] == '\n') {
                    add.accept(encoder.row(table.account(), table.query(), chunk, from, i));
                    from = i + 1;
                }
            }
        }

        private void changes(Run before, List<TableInfo> tables) {
            Set<QueryId> measured = measurements.get();
            for (TableInfo table : tables) {
                state.tables().changes(before.id(), run.id(), table.account(), table.query(), new RowChanges() {
                    @Override
                    public void appeared(byte[] key, byte[] row) {
                        change(table, key, null, row);
                    }

                    @Override
                    public void changed(byte[] key, byte[] beforeRow, byte[] now) {
                        if (!measured.contains(table.query())) {
                            change(table, key, beforeRow, now);
                        }
                    }

                    @Override
                    public void disappeared(byte[] key, byte[] beforeRow) {
                        change(table, key, beforeRow, null);
                    }
                });
            }
        }

        private void change(TableInfo table, byte[] key, byte @Nullable [] before, byte @Nullable [] now) {
            changes++;
            sums.computeIfAbsent(table.query(), query -> new TableSum()).changes++;
            toAll(encoder.change(table.account(), table.query(), key, before, now));
        }

        private void manifest() {
            state.manifest().forEach(run.id(), this::slice);
            sums.forEach((query, sum) -> toAll(encoder.part("table", query.value(), sum.fields())));
            toAll(encoder.part("run", null, runFields()));
        }

        private void slice(Slice slice) {
            if (!slice.isRead()) {
                toAll(encoder.slice(slice));
            }
        }

        private Map<String, @Nullable Object> runFields() {
            Coverage coverage = state.manifest().coverage(run.id());
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("read", coverage.read());
            counts.put("unreadable", coverage.unreadable());
            counts.put("not_asked", coverage.notAsked());
            counts.put("unproven", coverage.unproven());
            counts.put("accounts", coverage.accounts());
            counts.put("accounts_read", coverage.accountsRead());
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("organization", run.organization());
            fields.put("scope", run.scope());
            fields.put("started", run.started().toString());
            fields.put(
                    "finished", run.finished() == null ? null : run.finished().toString());
            fields.put("accounts", (long) run.accounts());
            fields.put("tables", (long) sums.size());
            fields.put("rows", rows);
            fields.put("changes", changes);
            fields.put("findings", findings);
            fields.put("gaps", run.gaps());
            fields.put("coverage", counts);
            return fields;
        }

        /** Targets that get the same batches. */
        private final class Group {

            private final Plan plan;
            private final List<OutboxPublication> publications;
            private final BatchCutter cutter;
            private int position;

            private Group(Plan plan, List<OutboxPublication> publications) {
                this.plan = plan;
                this.publications = List.copyOf(publications);
                this.cutter = new BatchCutter(plan.format(), plan.maxBatch(), run.started(), this::freeze);
            }

            private void freeze(BatchCutter.Batch batch) {
                int at = position++;
                List<OutboxPublication> open = publications.stream()
                        .filter(each -> each.frozen() <= at)
                        .collect(Collectors.toList());
                if (open.isEmpty()) {
                    return;
                }
                freezer.add(open, at, batch);
                batches += open.size();
            }
        }
    }

    /** Looks now and then whether there is room before more is put in. Used by one thread. */
    private final class Room {

        private final Outbox outbox;
        private int frozen;

        private Room(Outbox outbox) {
            this.outbox = outbox;
        }

        private void freeze(List<OutboxEntry> entries) {
            List<OutboxEntry> left = entries;
            while (!left.isEmpty()) {
                if (frozen % LOOK_EVERY == 0) {
                    requireRoom(outbox);
                }
                int now = Math.min(left.size(), LOOK_EVERY - frozen % LOOK_EVERY);
                outbox.freeze(left.subList(0, now));
                frozen += now;
                left = left.subList(now, left.size());
            }
        }
    }

    private void requireRoom(Outbox outbox) {
        long bytes = outbox.bytes();
        if (bytes < targets.outboxLimit()) {
            return;
        }
        String waiting = outbox.status().stream()
                .filter(each -> each.waiting() > 0)
                .map(Publisher::sentence)
                .collect(Collectors.joining(" "));
        throw ProblemException.couldNotRun(
                "The outbox is full: " + (bytes >> 20) + " MB wait for their targets, and no more than "
                        + (targets.outboxLimit() >> 20) + " MB may.",
                waiting,
                "let the targets take what waits (see `muster outbox status`), or raise 'outbox.limit'; then `muster outbox"
                        + " retry`");
    }

    private static String sentence(OutboxStatus status) {
        String why = status.isParked() ? ", and takes nothing: " + status.why() : "";
        return "'" + status.target() + "' has " + status.waiting() + " batches to take" + why + ".";
    }

    /** What the manifest says of one table, over all accounts. */
    private static final class TableSum {

        private final MessageDigest digest = sha256();
        private long accounts;
        private long rows;
        private long changes;

        private void add(TableInfo table) {
            accounts++;
            rows += table.rows();
            digest.update((table.account() + " " + table.sha256() + "\n").getBytes(StandardCharsets.US_ASCII));
        }

        private Map<String, @Nullable Object> fields() {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("accounts", accounts);
            fields.put("rows", rows);
            fields.put("changes", changes);
            fields.put("digest", HexFormat.of().formatHex(digest.digest()));
            return fields;
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }
}
