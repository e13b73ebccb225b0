package io.muster.serve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.muster.SettableClock;
import io.muster.audit.AuditResult;
import io.muster.demo.HecReceiver;
import io.muster.demo.HecReceiverFaults;
import io.muster.demo.HecReceiverOptions;
import io.muster.problem.ProblemException;
import io.muster.problem.Problems;
import io.muster.push.TargetsConfig;
import io.muster.serve.ContactsJob.Verified;
import io.muster.settings.Settings;
import io.muster.state.OutboxStatus;
import io.muster.state.StateConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service does at its times, and how it stops. */
final class ServiceTest {

    private static final Rhythm QUICK = new Rhythm(
            Duration.ofMillis(20),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            Duration.ofMillis(50),
            Duration.ofSeconds(3));
    /** Waits for long for what does not end when it is interrupted. */
    private static final Rhythm PATIENT =
            new Rhythm(QUICK.poll(), QUICK.heartbeat(), QUICK.retry(), QUICK.waiting(), Duration.ofSeconds(8));

    private static final Duration MOMENT = Duration.ofMillis(250);
    private static final ScheduleConfig DAILY = new ScheduleConfig("0 5 * * *", "0 6 * * MON", null, ZoneOffset.UTC);
    private static final int FREE_PORT = 0;

    @TempDir
    private Path folder;

    /** A Monday. */
    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T04:30:00Z"));

    private final Moments moments = new Moments(clock);
    private final AtomicInteger audits = new AtomicInteger();
    private Rhythm rhythm = QUICK;
    private @Nullable World world;
    private @Nullable Service service;
    private URI address = URI.create("");

    @AfterEach
    void close() {
        stop();
    }

    private void stop() {
        if (service != null) {
            service.close();
        }
        if (world != null) {
            world.close();
        }
        service = null;
        world = null;
    }

    private URI start(AuditJob audit) {
        return start(audit, DAILY, null, TargetsConfig.none());
    }

    private URI start(AuditJob audit, ScheduleConfig schedule, @Nullable ContactsJob contacts, TargetsConfig targets) {
        World fresh = new World(StateConfig.sqlite(folder.resolve("muster.db")), folder, clock, targets);
        Service started = new Service(fresh.parts(ServeConfig.onPort(FREE_PORT), schedule, audit, contacts), rhythm);
        world = fresh;
        service = started;
        return started.start();
    }

    private AuditResult audit() {
        audits.incrementAndGet();
        return requireNonNull(world).audit();
    }

    private void awaitAudits(int count) throws InterruptedException {
        moments.await(
                count + " audits, and the next one has its time",
                () -> audits.get() >= count && !isRunning() && nextAudit().isAfter(clock.instant()));
    }

    private boolean isRunning() {
        return !metric("muster_job_running{job=\"audit\"}").equals("0.0");
    }

    private String metric(String name) {
        try {
            return new Caller(address)
                    .get("/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .map(line -> line.substring(name.length() + 1))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    // Times

    @Test
    void an_audit_is_done_at_its_time_and_not_before() throws Exception {
        address = start(progress -> audit());
        moments.pass(MOMENT);
        assertThat(audits).hasValue(0);

        clock.tick(Duration.ofMinutes(30));
        awaitAudits(1);

        assertThat(nextAudit()).isEqualTo("2026-03-03T05:00:00Z");
        moments.pass(MOMENT);
        assertThat(audits).hasValue(1);
        assertThat(metric("muster_jobs_total{job=\"audit\",outcome=\"done\"}")).isEqualTo("1.0");
        assertThat(metric("muster_opa_requests_total")).isEqualTo("12.0");
        assertThat(metric("muster_opa_latency_seconds_total")).isEqualTo("3.0");
        assertThat(metric("muster_opa_slowest_seconds")).isEqualTo("1.0");
    }

    private Instant nextAudit() {
        return Instant.ofEpochMilli(
                (long) (Double.parseDouble(metric("muster_next_timestamp_seconds{job=\"audit\"}")) * 1000));
    }

    @Test
    void times_that_were_missed_are_made_up_for_once() throws Exception {
        address = start(progress -> audit());
        stop();
        clock.tick(Duration.ofDays(3));

        address = start(progress -> audit());
        awaitAudits(1);
        moments.pass(MOMENT);

        assertThat(audits).hasValue(1);
        assertThat(nextAudit()).isEqualTo("2026-03-05T05:00:00Z");
    }

    @Test
    void a_changed_schedule_holds_from_the_next_start_on() throws Exception {
        address = start(progress -> audit());
        stop();

        address = start(
                progress -> audit(),
                new ScheduleConfig("45 4 * * *", "0 6 * * MON", null, ZoneOffset.UTC),
                null,
                TargetsConfig.none());

        assertThat(nextAudit()).isEqualTo("2026-03-02T04:45:00Z");
    }

    @Test
    void an_audit_that_fails_is_tried_again_and_the_dashboard_says_why() throws Exception {
        address = start(progress -> {
            audits.incrementAndGet();
            throw ProblemException.couldNotRun("Steampipe does not answer.", "", "start it");
        });
        clock.tick(Duration.ofMinutes(30));
        awaitAudits(1);

        moments.await("the failure", () -> nextAuditIs("2026-03-02T05:10:00Z"));
        assertThat(new Caller(address).get("/").body()).contains("The last audit failed: Steampipe does not answer.");
        for (int retry = 1; retry <= 3; retry++) {
            clock.tick(Duration.ofMinutes(10));
            awaitAudits(retry + 1);
        }

        moments.await("the next day", () -> nextAuditIs("2026-03-03T05:00:00Z"));
        assertThat(metric("muster_jobs_total{job=\"audit\",outcome=\"failed\"}"))
                .isEqualTo("4.0");
    }

    private boolean nextAuditIs(String time) {
        return nextAudit().truncatedTo(ChronoUnit.MINUTES).equals(Instant.parse(time));
    }

    @Test
    void the_report_is_written_at_its_time() throws Exception {
        address = start(progress -> audit());
        clock.tick(Duration.ofMinutes(30));
        awaitAudits(1);

        clock.tick(Duration.ofHours(1));

        moments.await("the report", () -> Files.exists(folder.resolve("reports/latest/index.html")));
        assertThat(new Caller(address).get("/reports/latest/index.html").statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_report_that_is_made_up_for_waits_for_the_audit_that_is_too() throws Exception {
        address = start(progress -> audit());
        stop();
        clock.tick(Duration.ofHours(3));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);

        address = start(progress -> {
            begun.countDown();
            released.await();
            return audit();
        });
        moments.await(begun);
        moments.pass(MOMENT);
        assertThat(metric("muster_jobs_total{job=\"report\",outcome=\"done\"}")).isEqualTo("0.0");
        released.countDown();
        awaitAudits(1);

        moments.await(
                "the report",
                () -> metric("muster_jobs_total{job=\"report\",outcome=\"done\"}")
                        .equals("1.0"));
        assertThat(folder.resolve("reports/latest/index.html")).exists();
    }

    @Test
    void contacts_are_verified_at_their_time() throws Exception {
        ScheduleConfig schedule = new ScheduleConfig("0 5 * * *", "0 6 * * MON", "35 4 * * *", ZoneOffset.UTC);
        address = start(progress -> audit(), schedule, () -> new Verified(38, 2, 1), TargetsConfig.none());

        clock.tick(Duration.ofMinutes(5));

        moments.await(
                "the contacts",
                () -> metric("muster_contacts{state=\"different\"}").equals("2.0"));
        assertThat(new Caller(address).get("/").body())
                .contains("38 of 41 contacts are as wanted, 1 could not be read")
                .contains("3 Mar 2026 04:35 UTC");
    }

    @Test
    void what_an_audit_found_is_delivered() throws Exception {
        TargetsConfig files = targets("{name: lake, type: file, directory: \"" + folder.resolve("events") + "\"}");
        address = start(progress -> audit(), DAILY, null, files);
        clock.tick(Duration.ofMinutes(30));
        awaitAudits(1);

        moments.await(
                "the delivery",
                () -> metric("muster_outbox_batches{target=\"lake\"}").equals("0.0")
                        && metric("muster_jobs_total{job=\"delivery\",outcome=\"done\"}")
                                .equals("1.0"));
        try (Stream<Path> written = Files.walk(folder.resolve("events"))) {
            assertThat(written.filter(Files::isRegularFile)).isNotEmpty();
        }
    }

    private static TargetsConfig targets(String yaml) {
        Problems problems = new Problems();
        TargetsConfig targets =
                TargetsConfig.from(Settings.parse("targets:\n  - " + yaml + "\n", "muster.yaml", Map.of(), problems));
        assertThat(problems.errors()).isEmpty();
        return targets;
    }

    // Stopping

    @Test
    void an_audit_that_a_stop_interrupts_is_done_by_the_next_start() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        rhythm = PATIENT;
        address = start(progress -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return audit();
        });
        clock.tick(Duration.ofMinutes(30));
        moments.await(begun);

        assertThat(stopping()).isLessThan(PATIENT.grace());
        address = start(progress -> audit());

        awaitAudits(1);
        assertThat(nextAudit()).isEqualTo("2026-03-03T05:00:00Z");
    }

    @Test
    void a_stop_takes_less_than_ten_seconds_whatever_goes_on() throws Exception {
        HecReceiverOptions options = HecReceiverOptions.builder()
                .token("a-token-of-splunk")
                .acknowledge(true)
                .indexDelay(Duration.ofHours(1))
                .build();
        try (HecReceiver receiver = HecReceiver.start(options, HecReceiverFaults.none(), Clock.systemUTC())) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch released = new CountDownLatch(1);
            address = start(
                    progress -> {
                        if (audits.get() > 0) {
                            begun.countDown();
                            Moments.awaitDeafly(released);
                        }
                        return audit();
                    },
                    DAILY,
                    null,
                    targets("{name: splunk, type: splunk-hec, url: \"" + receiver.url()
                            + "\", token: a-token-of-splunk, index: aws_inventory}"));
            clock.tick(Duration.ofMinutes(30));
            awaitAudits(1);
            moments.await("a batch that is not acknowledged", () -> receiver.requests() > 0);
            clock.tick(Duration.ofDays(1));
            moments.await(begun);

            assertThat(stoppingService()).isLessThan(Duration.ofSeconds(10));

            assertThat(requireNonNull(world).state.outbox().status())
                    .extracting(OutboxStatus::waiting)
                    .as("is sent again by the next one")
                    .allMatch(waiting -> waiting > 0);
            released.countDown();
        }
    }

    private Duration stopping() {
        long begin = System.nanoTime();
        stop();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private Duration stoppingService() {
        long begin = System.nanoTime();
        requireNonNull(service).close();
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
