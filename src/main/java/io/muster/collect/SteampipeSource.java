package io.muster.collect;

import io.muster.catalog.ConfirmMode;
import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.collect.Failure.Trait;
import io.muster.inventory.Account;
import io.muster.inventory.Slice;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Reads the tables of one account through Steampipe, in one session at a time, and asks again what may pass. */
final class SteampipeSource implements Source, AutoCloseable {

    private static final int ATTEMPTS = 2;
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final Parts parts;
    private final Account account;
    private final List<String> regions;
    private final Map<String, Failure> uncovered;
    private final Captures captures;
    private @Nullable Session session;

    /**
     * What all accounts of a run have in common.
     *
     * @param jitter numbers from 0 to 1 that spread retries
     */
    record Parts(
            Sessions sessions, Topology topology, Pack pack, SteampipeConfig.Confirm confirm, DoubleSupplier jitter) {}

    /**
     * @param regions the enabled regions that the connection covers
     * @param uncovered the enabled ones that it does not
     */
    SteampipeSource(
            Parts parts, Account account, List<String> regions, Map<String, Failure> uncovered, Captures captures) {
        this.parts = parts;
        this.account = account;
        this.regions = List.copyOf(regions);
        this.uncovered = new TreeMap<>(uncovered);
        this.captures = captures;
    }

    @Override
    public List<Slice> read(QuerySpec query, TableSink sink) throws InterruptedException {
        Question question = new Question(this, query, sink, captures);
        List<Slice> slices = query.regional() ? regional(query, question).read() : new WholeReading(question).read();
        captures.slices(query.id(), slices);
        return slices;
    }

    private RegionalReading regional(QuerySpec query, Question question) {
        List<String> asked = new ArrayList<>();
        Map<String, Failure> notAsked = new TreeMap<>(uncovered);
        for (String region : regions) {
            Optional<Failure> noEndpoint = Endpoints.missing(query.tables(), region);
            if (noEndpoint.isPresent()) {
                notAsked.put(region, noEndpoint.get());
            } else {
                asked.add(region);
            }
        }
        return new RegionalReading(question, asked, notAsked);
    }

    /** Whether the account answers the simplest question there is. */
    boolean isAlive() throws InterruptedException {
        return scan(Probes.CALLER, List.of(), RowTarget.NOWHERE).count() > 0
                || scan(Probes.CALLER_OF_STS, List.of(), RowTarget.NOWHERE).count() > 0;
    }

    Account account() {
        return account;
    }

    /** Whether rows alone prove nothing, since a standalone FDW loses every error that comes after the first row. */
    boolean isStandalone() {
        return parts.topology().standalone();
    }

    SteampipeConfig.Confirm confirm() {
        return parts.confirm();
    }

    /** Whether a region that gave no row is asked again by itself. */
    boolean isExact(QuerySpec query) {
        return switch (parts.confirm()) {
            case EXACT -> true;
            case FAST, NONE -> false;
            case AUTO -> parts.pack().confirmModeOf(query) == ConfirmMode.EXACT;
        };
    }

    /** One statement, and another one if it failed for a reason that concerns the session only. */
    Scan scan(QuerySpec query, List<String> pinned, RowTarget target) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            Scan scan = session().scan(query, pinned, target);
            Failure failure = scan.failure();
            if (failure != null && failure.is(Trait.SESSION_STALE) && session().refresh()) {
                return session().scan(query, pinned, target);
            }
            return scan;
        } catch (SQLException e) {
            return Scan.failed(Session.unopened(e));
        }
    }

    /** Waits before another attempt; false if there is no use in one. */
    boolean pauseBefore(int attempt, Failure failure) throws InterruptedException {
        if (attempt >= ATTEMPTS || !failure.is(Trait.MAY_PASS)) {
            return false;
        }
        TimeUnit.MILLISECONDS.sleep(
                (long) (PAUSE.toMillis() * (0.5 + parts.jitter().getAsDouble())));
        return true;
    }

    private Session session() throws SQLException, InterruptedException {
        if (session != null && !Sessions.isYoung(session)) {
            close();
        }
        if (session == null) {
            session = parts.sessions().take();
        }
        session.use(String.valueOf(account.connection()));
        return session;
    }

    @Override
    public void close() {
        if (session != null) {
            parts.sessions().giveBack(session);
            session = null;
        }
    }
}
