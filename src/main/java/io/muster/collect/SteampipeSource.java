package io.muster.collect;

import io.muster.catalog.ConfirmMode;
import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.finding.Reason;
import io.muster.inventory.Account;
import io.muster.inventory.Confirmation;
import io.muster.inventory.Slice;
import io.muster.inventory.TableDigest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tables of one account through Steampipe, and believes no answer that was not confirmed: Steampipe loses errors
 * (of 100 scans over two regions of which one was refused, 73 came back as success with the other region's rows).
 *
 * <p>The rules: a scan that failed is taken apart region by region; regions without rows are asked again by name and must
 * answer empty without an error; an answer without any row counts when it came twice, three times where a critical check
 * rests on it; a table that lost more than half of its rows since the last run is asked again until two answers are equal;
 * through a standalone FDW every answer with rows is read twice, and even then unproven.
 */
final class SteampipeSource implements Source, AutoCloseable {

    private static final int ATTEMPTS = 2;
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final Sessions sessions;
    private final Topology topology;
    private final Pack pack;
    private final SteampipeConfig.Confirm confirm;
    private final Account account;
    private final List<String> regions;
    private final Map<String, Failure> uncovered;
    private final DoubleSupplier jitter;
    private final Captures captures;
    private @Nullable Session session;

    /**
     * @param regions the enabled regions that the connection covers
     * @param uncovered the enabled ones that it does not
     */
    SteampipeSource(
            Sessions sessions,
            Topology topology,
            Pack pack,
            SteampipeConfig.Confirm confirm,
            Account account,
            List<String> regions,
            Map<String, Failure> uncovered,
            DoubleSupplier jitter,
            Captures captures) {
        this.sessions = sessions;
        this.topology = topology;
        this.pack = pack;
        this.confirm = confirm;
        this.account = account;
        this.regions = List.copyOf(regions);
        this.uncovered = new TreeMap<>(uncovered);
        this.jitter = jitter;
        this.captures = captures;
    }

    @Override
    public List<Slice> read(QuerySpec query, TableSink sink) throws InterruptedException {
        return new Reading(query, sink).read();
    }

    @Override
    public void close() {
        if (session != null) {
            sessions.giveBack(session);
            session = null;
        }
    }

    private Session session() throws SQLException {
        if (session != null && session.isLost()) {
            close();
        }
        if (session == null) {
            session = sessions.take();
        }
        session.use(String.valueOf(account.connection()));
        return session;
    }

    /** One table, from the first scan to its slices. */
    private final class Reading {

        private final QuerySpec query;
        private final TableSink sink;
        private final long started = System.nanoTime();
        private final boolean exact;
        private final Map<String, Confirmation> confirmed = new TreeMap<>();
        private final Map<String, Failure> unreadable = new TreeMap<>();

        Reading(QuerySpec query, TableSink sink) {
            this.query = query;
            this.sink = sink;
            this.exact = confirm == SteampipeConfig.Confirm.EXACT
                    || (confirm == SteampipeConfig.Confirm.AUTO && pack.confirmModeOf(query) == ConfirmMode.EXACT);
        }

        List<Slice> read() throws InterruptedException {
            if (!query.regional()) {
                return readWhole();
            }
            if (regions.isEmpty() && uncovered.isEmpty()) {
                return List.of(
                        unreadable(
                                null,
                                Failure.of(
                                        Reason.NOT_COLLECTED,
                                        "the enabled regions of the account could not be read, so nobody knows where to look")));
            }
            unreadable.putAll(uncovered);
            return readRegions();
        }

        // Tables without regions

        private List<Slice> readWhole() throws InterruptedException {
            Kept kept = keep(List.of());
            try {
                if (kept.scan.failure() != null) {
                    return List.of(unreadable(null, kept.scan.failure()));
                }
                if (kept.scan.count() == 0 && confirm != SteampipeConfig.Confirm.NONE) {
                    int more = exact ? 2 : 1;
                    for (int again = 0; again < more && kept.scan.count() == 0; again++) {
                        kept.close();
                        kept = keep(List.of());
                        if (kept.scan.failure() != null) {
                            return List.of(unreadable(null, kept.scan.failure()));
                        }
                    }
                }
                Confirmation how = confirm == SteampipeConfig.Confirm.NONE
                        ? Confirmation.BELIEVED
                        : kept.scan.count() == 0 ? Confirmation.EMPTY_TWICE : Confirmation.ROWS;
                if (kept.scan.count() > 0) {
                    Doubt doubt = doubt(kept.scan, List.of());
                    if (doubt.failure != null) {
                        return List.of(unreadable(null, doubt.failure));
                    }
                    how = doubt.confirmation == null ? how : doubt.confirmation;
                }
                TableDigest digest = kept.commit();
                return List.of(
                        Slice.read(account.id(), query.id(), null, digest.rows(), elapsed(), digest.sha256(), how));
            } finally {
                kept.close();
            }
        }

        // Tables over the regions

        private List<Slice> readRegions() throws InterruptedException {
            Kept kept = regions.isEmpty() ? nothing() : keep(List.of());
            try {
                Failure failure = kept.scan.failure();
                if (failure != null) {
                    if (failure.reason() == Reason.SCHEMA_DRIFT || failure.credentials()) {
                        return List.of(unreadable(null, failure));
                    }
                    kept.close();
                    takeApart();
                    kept = keepReadable();
                } else if (confirmEmptyRegions(kept.scan)) {
                    kept.close();
                    kept = keepReadable();
                }
                if (kept.scan.failure() != null) {
                    return List.of(unreadable(null, kept.scan.failure()));
                }
                return commitRegions(kept);
            } finally {
                kept.close();
            }
        }

        private List<Slice> commitRegions(Kept kept) throws InterruptedException {
            if (kept.scan.count() > 0) {
                Doubt doubt = doubt(kept.scan, kept.regions);
                if (doubt.failure != null) {
                    return List.of(unreadable(null, doubt.failure));
                }
                if (doubt.confirmation != null) {
                    Confirmation how = doubt.confirmation;
                    confirmed.replaceAll((region, before) -> before == Confirmation.ROWS ? how : before);
                }
            }
            if (confirmed.isEmpty()) {
                return slices(kept.scan, null);
            }
            return slices(kept.scan, kept.commit().sha256());
        }

        /** Asks for each region by name; those that answer are readable. */
        private void takeApart() throws InterruptedException {
            for (String region : regions) {
                Scan scan = count(List.of(region));
                if (scan.failure() == null && scan.count() == 0) {
                    scan = count(List.of(region));
                }
                judge(region, scan, Confirmation.EMPTY_EXACT);
            }
        }

        private void judge(String region, Scan scan, Confirmation ifEmpty) {
            if (scan.failure() != null) {
                unreadable.put(region, scan.failure());
                confirmed.remove(region);
            } else {
                confirmed.put(region, scan.count() == 0 ? ifEmpty : Confirmation.ROWS);
            }
        }

        /** Returns whether a region that seemed empty has rows, so that the first answer was incomplete. */
        private boolean confirmEmptyRegions(Scan scan) throws InterruptedException {
            List<String> empty = new ArrayList<>();
            for (String region : regions) {
                if (scan.countIn(region) > 0) {
                    confirmed.put(region, Confirmation.ROWS);
                } else {
                    empty.add(region);
                }
            }
            scan.rows().keySet().forEach(region -> confirmed.putIfAbsent(region, Confirmation.ROWS));
            if (empty.isEmpty()) {
                return false;
            }
            if (confirm == SteampipeConfig.Confirm.NONE) {
                empty.forEach(region -> confirmed.put(region, Confirmation.BELIEVED));
                return false;
            }
            if (!exact) {
                Scan again = count(empty);
                if (again.failure() == null) {
                    for (String region : empty) {
                        confirmed.put(region, again.countIn(region) > 0 ? Confirmation.ROWS : Confirmation.EMPTY_FAST);
                    }
                    return again.count() > 0;
                }
            }
            boolean lostRows = false;
            for (String region : empty) {
                Scan again = count(List.of(region));
                judge(region, again, Confirmation.EMPTY_EXACT);
                lostRows |= again.failure() == null && again.count() > 0;
            }
            return lostRows;
        }

        /** Reads the regions that answered once more, all together, so that the rows come in the order of their key. */
        private Kept keepReadable() throws InterruptedException {
            List<String> readable =
                    regions.stream().filter(confirmed::containsKey).toList();
            if (readable.isEmpty()) {
                return nothing();
            }
            Kept kept = keep(readable);
            if (kept.scan.failure() != null) {
                return kept;
            }
            for (String region : readable) {
                if (confirmed.get(region) == Confirmation.ROWS && kept.scan.countIn(region) == 0) {
                    kept.close();
                    return new Kept(
                            Scan.failed(Failure.of(
                                    Reason.NOT_COLLECTED,
                                    "rows of region " + region + " came once and were gone the next time")),
                            List.of(),
                            null);
                }
                if (kept.scan.countIn(region) > 0) {
                    confirmed.put(region, Confirmation.ROWS);
                }
            }
            return kept;
        }

        // Doubt

        private record Doubt(
                @Nullable Confirmation confirmation,
                @Nullable Failure failure) {}

        /** Asks again where rows alone prove nothing: a standalone FDW, or far fewer rows than the last time. */
        private Doubt doubt(Scan first, List<String> pinned) throws InterruptedException {
            OptionalLong before = sink.previousRows(account.id(), query.id());
            boolean shrunk = before.isPresent() && first.count() * 2 < before.getAsLong();
            if (confirm == SteampipeConfig.Confirm.NONE || !(topology.standalone() || shrunk)) {
                return new Doubt(null, null);
            }
            Confirmation how = topology.standalone() ? Confirmation.UNPROVEN : Confirmation.SAME_TWICE;
            Scan second = count(pinned);
            if (second.failure() != null) {
                return new Doubt(null, second.failure());
            }
            if (second.digest().equals(first.digest())) {
                return new Doubt(how, null);
            }
            Scan third = count(pinned);
            if (third.failure() == null && third.digest().equals(first.digest())) {
                return new Doubt(how, null);
            }
            return new Doubt(
                    null,
                    Failure.of(
                            Reason.NOT_COLLECTED,
                            "readings do not agree: " + first.count() + ", " + second.count() + " and " + third.count()
                                    + " rows"));
        }

        // Scans

        /** A scan whose rows may be kept. */
        private final class Kept implements AutoCloseable {

            private final Scan scan;
            private final List<String> regions;
            private TableSink.@Nullable Writer writer;

            Kept(Scan scan, List<String> regions, TableSink.@Nullable Writer writer) {
                this.scan = scan;
                this.regions = regions;
                this.writer = writer;
            }

            TableDigest commit() {
                if (writer == null) {
                    return new TableDigest(0, "");
                }
                captures.keep(query.id());
                return writer.commit();
            }

            @Override
            public void close() {
                if (writer != null) {
                    writer.close();
                    writer = null;
                }
            }
        }

        private Kept nothing() {
            return new Kept(new Scan(Map.of(), "", null), List.of(), null);
        }

        private Kept keep(List<String> pinned) throws InterruptedException {
            for (int attempt = 1; ; attempt++) {
                TableSink.Writer writer = sink.open(account.id(), query.id());
                Scan scan;
                try {
                    captures.begin(query.id());
                    scan = scanOnce(pinned, (row, key) -> {
                        writer.append(row, key);
                        captures.row(query.id(), row);
                    });
                } catch (RuntimeException | InterruptedException e) {
                    writer.close();
                    throw e;
                }
                if (scan.failure() == null) {
                    return new Kept(scan, pinned, writer);
                }
                writer.close();
                if (!pauseBefore(attempt, scan.failure())) {
                    return new Kept(scan, pinned, null);
                }
            }
        }

        private Scan count(List<String> pinned) throws InterruptedException {
            for (int attempt = 1; ; attempt++) {
                Scan scan = scanOnce(pinned, RowTarget.NOWHERE);
                if (scan.failure() == null || !pauseBefore(attempt, scan.failure())) {
                    return scan;
                }
            }
        }

        private Scan scanOnce(List<String> pinned, RowTarget target) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            try {
                return session().scan(query, pinned, target);
            } catch (SQLException e) {
                return Scan.failed(Session.unopened(e));
            }
        }

        private boolean pauseBefore(int attempt, Failure failure) throws InterruptedException {
            if (attempt >= ATTEMPTS || !failure.mayPass()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep((long) (PAUSE.toMillis() * (0.5 + jitter.getAsDouble())));
            return true;
        }

        // Slices

        private List<Slice> slices(Scan scan, @Nullable String digest) {
            Map<String, Slice> slices = new LinkedHashMap<>();
            Set<String> all = new TreeSet<>(confirmed.keySet());
            all.addAll(unreadable.keySet());
            for (String region : all) {
                Failure failure = unreadable.get(region);
                Confirmation how = confirmed.get(region);
                if (failure != null || how == null) {
                    slices.put(region, unreadable(region, failure == null ? Failure.of(Reason.SILENT, "") : failure));
                } else {
                    slices.put(
                            region,
                            Slice.read(
                                    account.id(),
                                    query.id(),
                                    region.isEmpty() ? null : region,
                                    scan.countIn(region),
                                    elapsed(),
                                    digest,
                                    how));
                }
            }
            return List.copyOf(slices.values());
        }

        private Slice unreadable(@Nullable String region, Failure failure) {
            return Slice.unreadable(account.id(), query.id(), region, failure.reason(), failure.message(), elapsed());
        }

        private Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - started);
        }
    }
}
