package io.muster.serve;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import io.muster.problem.ProblemException;
import io.muster.serve.Activity.Job;
import io.muster.serve.ContactsJob.Verified;
import io.muster.serve.Facts.Latest;
import io.muster.state.Coverage;
import io.muster.state.FindingCount;
import io.muster.state.OutboxStatus;
import io.muster.state.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Prometheus may know. What stands in the state is read when somebody asks, so that every process over one database
 * says the same.
 */
final class Metrics {

    static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";

    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);
    private static final double MILLIS = 1000.0;
    private static final double NANOS = 1e9;

    private final State state;
    private final Facts facts;
    private final Clock clock;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<Group> groups = new ArrayList<>();
    private volatile boolean stateAnswers;

    Metrics(State state, Facts facts, Activity activity, Timetable timetable, String version, Clock clock) {
        this.state = state;
        this.facts = facts;
        this.clock = clock;
        Gauge.builder("muster.build", () -> 1)
                .description("The version that runs.")
                .tag("version", version)
                .register(registry);
        Gauge.builder("muster.state.up", () -> stateAnswers ? 1 : 0)
                .description("Whether the state database answers.")
                .register(registry);
        ofLatestRun();
        ofOutbox();
        ofJobs(activity, timetable);
        ofOpa(activity);
        ofContacts(activity);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** One number. */
    private record Sample(Tags tags, double number) {}

    /** Several numbers of one kind that are read anew each time. */
    private record Group(MultiGauge gauge, Rows rows) {}

    /** Reads what there is; nothing, if there is nothing to say. */
    private interface Rows {
        List<Sample> read(Optional<Latest> latest, List<OutboxStatus> outbox);
    }

    private void group(String name, String unit, String description, Rows rows) {
        MultiGauge.Builder builder = MultiGauge.builder(name).description(description);
        groups.add(new Group((unit.isEmpty() ? builder : builder.baseUnit(unit)).register(registry), rows));
    }

    private void ofLatest(String name, String unit, String description, ToDoubleFunction<Latest> number) {
        group(
                name,
                unit,
                description,
                (latest, outbox) -> latest.map(it -> sample(Tags.empty(), number.applyAsDouble(it))).stream()
                        .toList());
    }

    private static Sample sample(Tags tags, double number) {
        return new Sample(tags, number);
    }

    private void ofLatestRun() {
        ofLatest(
                "muster.last.success.timestamp",
                "seconds",
                "When the newest complete run started.",
                latest -> latest.run().started().toEpochMilli() / MILLIS);
        ofLatest(
                "muster.last.success.age",
                "seconds",
                "How old the newest complete run is.",
                latest -> seconds(latest.run().started(), clock.instant()));
        ofLatest(
                "muster.audit.duration",
                "seconds",
                "How long the newest complete run took.",
                latest -> latest.run().finished() == null
                        ? Double.NaN
                        : seconds(latest.run().started(), latest.run().finished()));
        ofLatest(
                "muster.accounts",
                "",
                "Accounts that the newest complete run had to answer for.",
                latest -> latest.run().accounts());
        ofLatest(
                "muster.coverage.ratio",
                "",
                "Which part of what had to be read the newest complete run has read.",
                latest -> ratio(latest.coverage()));
        group(
                "muster.readings",
                "",
                "Lines of the manifest: account, source and region.",
                (latest, outbox) -> latest.map(it -> readings(it.coverage())).orElse(List.of()));
        group(
                "muster.findings",
                "",
                "Findings of the newest complete run.",
                (latest, outbox) -> latest.map(Metrics::findings).orElse(List.of()));
        group(
                "muster.rows",
                "",
                "Rows of the newest complete run by table.",
                (latest, outbox) -> latest.map(Metrics::rows).orElse(List.of()));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / MILLIS;
    }

    private static double ratio(Coverage coverage) {
        return coverage.total() == 0 ? Double.NaN : (double) coverage.read() / coverage.total();
    }

    private static List<Sample> readings(Coverage coverage) {
        return List.of(
                sample(Tags.of("status", "read"), (double) coverage.read()),
                sample(Tags.of("status", "unreadable"), (double) coverage.unreadable()),
                sample(Tags.of("status", "not-asked"), (double) coverage.notAsked()));
    }

    /** Zeros too, so that an alert does not lose what it watches. */
    private static List<Sample> findings(Latest latest) {
        List<Sample> samples = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            for (Severity severity : Severity.values()) {
                long count = latest.findings().stream()
                        .filter(it -> it.verdict() == verdict && it.severity() == severity)
                        .mapToLong(FindingCount::count)
                        .sum();
                samples.add(sample(Tags.of("verdict", verdict.word(), "severity", severity.word()), (double) count));
            }
        }
        return samples;
    }

    private static List<Sample> rows(Latest latest) {
        List<Sample> rows = new ArrayList<>();
        latest.rows().forEach((table, count) -> rows.add(sample(Tags.of("table", table.value()), (double) count)));
        return rows;
    }

    private void ofOutbox() {
        ofTargets("muster.outbox.batches", "", "Batches that have not arrived.", OutboxStatus::waiting);
        ofTargets("muster.outbox.events", "", "Events of batches that have not arrived.", OutboxStatus::waitingEvents);
        ofTargets("muster.outbox.size", "bytes", "What has not arrived, on the disk.", OutboxStatus::waitingBytes);
        ofTargets(
                "muster.outbox.oldest.age",
                "seconds",
                "How old the oldest batch is that has not arrived; 0 when all have.",
                target -> target.oldest() == null ? 0 : seconds(target.oldest(), clock.instant()));
        ofTargets(
                "muster.outbox.parked",
                "",
                "Whether the target takes nothing until somebody acts.",
                target -> target.isParked() ? 1 : 0);
        ofTargets(
                "muster.outbox.dead.letters", "", "Events that the target refused by name.", OutboxStatus::deadLetters);
    }

    private void ofTargets(String name, String unit, String description, ToDoubleFunction<OutboxStatus> number) {
        group(name, unit, description, (latest, outbox) -> {
            List<Sample> rows = new ArrayList<>();
            outbox.forEach(
                    target -> rows.add(sample(Tags.of("target", target.target()), number.applyAsDouble(target))));
            return rows;
        });
    }

    private void ofJobs(Activity activity, Timetable timetable) {
        for (Job job : Job.values()) {
            String name = job.word();
            FunctionCounter.builder("muster.jobs", activity, it -> it.of(job).done())
                    .description("What this process did since it started.")
                    .tags("job", name, "outcome", "done")
                    .register(registry);
            FunctionCounter.builder("muster.jobs", activity, it -> it.of(job).failed())
                    .description("What this process did since it started.")
                    .tags("job", name, "outcome", "failed")
                    .register(registry);
            Gauge.builder("muster.job.running", activity, it -> it.of(job).isRunning() ? 1 : 0)
                    .description("Whether this process does it now.")
                    .tag("job", name)
                    .register(registry);
        }
        group("muster.next.timestamp", "seconds", "When it is due next.", (latest, outbox) -> {
            List<Sample> rows = new ArrayList<>();
            next(rows, "audit", timetable::nextAudit);
            next(rows, "report", timetable::nextReport);
            next(rows, "contacts-verify", timetable::nextContactsVerify);
            return rows;
        });
    }

    private void ofOpa(Activity activity) {
        FunctionCounter.builder(
                        "muster.opa.requests", activity, it -> it.deciding().requests())
                .description("Requests of this process to OPA.")
                .register(registry);
        FunctionCounter.builder(
                        "muster.opa.failed", activity, it -> it.deciding().failed())
                .description("Those of them without a usable answer.")
                .register(registry);
        FunctionCounter.builder(
                        "muster.opa.latency",
                        activity,
                        it -> it.deciding().latency().toNanos() / NANOS)
                .baseUnit("seconds")
                .description("How long all of them took together.")
                .register(registry);
        Gauge.builder("muster.opa.slowest", activity, it -> it.slowestDecision().toNanos() / NANOS)
                .baseUnit("seconds")
                .description("The longest of the last audit of this process.")
                .register(registry);
    }

    private void ofContacts(Activity activity) {
        group(
                "muster.contacts",
                "",
                "Contacts as this process last saw them.",
                (latest, outbox) -> activity.contacts().map(Metrics::contacts).orElse(List.of()));
    }

    private static List<Sample> contacts(Verified verified) {
        return List.of(
                sample(Tags.of("state", "as-wanted"), (double) verified.wanted()),
                sample(Tags.of("state", "different"), (double) verified.different()),
                sample(Tags.of("state", "unreadable"), (double) verified.unreadable()));
    }

    private static void next(List<Sample> rows, String job, Supplier<Optional<Instant>> next) {
        next.get().ifPresent(time -> rows.add(sample(Tags.of("job", job), time.toEpochMilli() / MILLIS)));
    }

    /** Notes one answer to a request. */
    void answered(String route, String method, int status, Duration took) {
        Timer.builder("muster.http.requests")
                .description("Requests and how long their answers took.")
                .tags("route", route, "method", method, "status", String.valueOf(status))
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(25),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10))
                .register(registry)
                .record(took);
    }

    /** Everything in one text of the type; without the state's numbers while the database does not answer. */
    synchronized String text(String type) {
        try {
            Optional<Latest> latest = facts.latest();
            List<OutboxStatus> outbox = state.outbox().status();
            groups.forEach(group -> show(group, group.rows().read(latest, outbox)));
            stateAnswers = true;
        } catch (ProblemException e) {
            LOG.warn("The state could not be read; the metrics say so. {}", e.getMessage());
            groups.forEach(group -> show(group, List.of()));
            stateAnswers = false;
        }
        return registry.scrape(type);
    }

    private static void show(Group group, List<Sample> samples) {
        List<Row<?>> rows = new ArrayList<>();
        samples.forEach(sample -> rows.add(Row.of(sample.tags(), sample.number())));
        group.gauge().register(rows, true);
    }
}
