package io.muster.serve;

import static java.util.Objects.requireNonNull;

import io.muster.lookup.Lookup;
import io.muster.problem.ProblemException;
import io.muster.push.Drain;
import io.muster.push.Publisher;
import io.muster.push.Targets;
import io.muster.report.Reports;
import io.muster.serve.Api.Route;
import io.muster.serve.Tokens.Scope;
import io.muster.state.State;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The long-running service: audits and reports at their times, delivers all the time, answers over HTTP. Several processes
 * may run it over one PostgreSQL database. It is started once and stopped once.
 */
public final class Service implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(9);

    private final Parts parts;
    private final Workers workers;
    private final Timetable timetable;
    private final Probes probes;
    private final Api api;
    private @Nullable Drain drain;
    private boolean stopped;

    /**
     * What the service is made of; see the wiring in {@code cli}. The service closes none of it.
     *
     * @param contacts null where nobody wants to have contacts verified
     * @param retention for how long runs are remembered
     * @param reportsFolder where {@code reports} writes to
     * @param version of Muster, as the dashboard and the metrics say it
     */
    public record Parts(
            State state,
            Duration retention,
            ScheduleConfig schedule,
            ServeConfig serve,
            AuditJob audit,
            @Nullable ContactsJob contacts,
            Publisher publisher,
            Targets targets,
            Reports reports,
            Path reportsFolder,
            String version,
            Clock clock) {

        public Parts {
            requireNonNull(state, "state is null");
            requireNonNull(retention, "retention is null");
            requireNonNull(schedule, "schedule is null");
            requireNonNull(serve, "serve is null");
            requireNonNull(audit, "audit is null");
            requireNonNull(publisher, "publisher is null");
            requireNonNull(targets, "targets is null");
            requireNonNull(reports, "reports is null");
            requireNonNull(reportsFolder, "reportsFolder is null");
            requireNonNull(version, "version is null");
            requireNonNull(clock, "clock is null");
        }
    }

    public Service(Parts parts) {
        this(parts, Rhythm.STANDARD);
    }

    Service(Parts parts, Rhythm rhythm) {
        this.parts = parts;
        Clock clock = parts.clock();
        State state = parts.state();
        Activity activity = new Activity(clock);
        this.workers = new Workers(activity);
        this.timetable = new Timetable(parts, new Jobs(parts, activity), workers, rhythm);
        Facts facts = new Facts(state);
        Lookup lookup = new Lookup(state, clock);
        Guard guard = new Guard(parts.serve());
        Metrics metrics = new Metrics(state, facts, activity, timetable, parts.version(), clock);
        this.probes = new Probes(state, metrics, clock, workers::isStopping);
        ReportFiles reports = new ReportFiles(parts.reportsFolder());
        DashboardRoute dashboard =
                new DashboardRoute(parts, new DashboardRoute.Tools(facts, lookup, guard, activity, timetable), reports);
        AssetRoutes assets = new AssetRoutes(lookup, clock);
        FindingRoutes findings = new FindingRoutes(state, facts);
        RunRoutes runs = new RunRoutes(state, facts);
        this.api = new Api(
                parts.serve(),
                guard,
                metrics,
                List.of(
                        Route.open("/healthz", probes::health),
                        Route.open("/readyz", probes::readiness),
                        Route.open("/openapi.json", probes::description),
                        Route.get("/metrics", Scope.READ, probes::metrics),
                        Route.get("/v1/assets/<key>", Scope.LOOKUP, assets::one),
                        Route.post("/v1/assets:lookup", Scope.LOOKUP, assets::many),
                        Route.get("/v1/findings", Scope.READ, findings::list),
                        Route.get("/v1/runs", Scope.READ, runs::list),
                        Route.get("/v1/accounts/{id}", Scope.READ, runs::account),
                        Route.page("/", dashboard::show),
                        Route.page("/reports/{folder}", reports::page),
                        Route.page("/reports/{folder}/<file>", reports::file)));
    }

    /** The paths that are answered, each with its method, as {@code openapi.json} must have them. */
    List<String> routes() {
        return api.routes();
    }

    /** When the next audit is due, whoever does it. */
    Optional<Instant> nextAudit() {
        return timetable.nextAudit();
    }

    /**
     * Starts everything and returns the address that it listens on. Throws a problem when it cannot listen there, or the
     * state does not answer; nothing is left running then.
     */
    public URI start() {
        ServeConfig serve = parts.serve();
        if (serve.tokens().isEmpty() && !serve.isLoopback()) {
            throw ProblemException.usage(
                    "The service has no tokens, and others can reach '" + serve.host() + "'.",
                    "It tells who owns what.",
                    "serve.listen: 127.0.0.1:8080, or serve.tokens: ${file:tokens}");
        }
        boolean started = false;
        try {
            parts.state().ping();
            URI address = api.start();
            if (!parts.targets().isEmpty()) {
                drain = Drain.start(parts.state().outbox(), parts.targets(), parts.clock());
            }
            timetable.start();
            started = true;
            LOG.info("The service listens on {}.", address);
            return address;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    /**
     * Stops within ten seconds: an audit that goes on is interrupted and due again at the next start, requests are answered,
     * batches that were sent have a moment to be confirmed.
     */
    @Override
    public synchronized void close() {
        if (stopped) {
            return;
        }
        stopped = true;
        long end = System.nanoTime() + LONGEST_STOP.toNanos();
        workers.stop();
        List<Thread> stops = new ArrayList<>();
        stops.add(inBackground("timetable", timetable));
        stops.add(inBackground("api", api));
        if (drain != null) {
            stops.add(inBackground("drain", drain));
        }
        boolean all = join(stops, end);
        probes.close();
        if (all) {
            LOG.info("The service stopped.");
        } else {
            LOG.warn("The service stopped, but not all of it ended in time; the next start goes on with what is left.");
        }
    }

    private static Thread inBackground(String name, AutoCloseable part) {
        Thread thread = new Thread(
                () -> {
                    try {
                        part.close();
                    } catch (Exception e) {
                        LOG.warn("'{}' did not stop as it should; the others do.", name, e);
                    }
                },
                "stop-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static boolean join(List<Thread> threads, long end) {
        try {
            for (Thread thread : threads) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis > 0) {
                    thread.join(millis);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return threads.stream().noneMatch(Thread::isAlive);
    }
}
