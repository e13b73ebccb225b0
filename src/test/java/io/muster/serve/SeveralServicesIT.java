package io.muster.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.SettableClock;
import io.muster.push.TargetsConfig;
import io.muster.state.StateConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several services over one PostgreSQL share the work. */
final class SeveralServicesIT {

    private static final int DAYS = 20;
    private static final Rhythm QUICK = new Rhythm(
            Duration.ofMillis(10),
            Duration.ofMillis(500),
            Duration.ofMinutes(10),
            Duration.ofMillis(50),
            Duration.ofSeconds(3));
    private static final ScheduleConfig DAILY = new ScheduleConfig("0 5 * * *", "0 6 * * MON", null, ZoneOffset.UTC);

    private static EmbeddedPostgres server;
    private static int databases;

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T04:30:00Z"));
    private final List<World> worlds = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();
    private final Moments moments = new Moments(clock);
    private final AtomicInteger audits = new AtomicInteger();
    private final AtomicInteger together = new AtomicInteger();
    private final AtomicInteger mostTogether = new AtomicInteger();
    private String database = "";

    @BeforeAll
    static void start_the_server() throws Exception {
        server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(2))
                .start();
    }

    @AfterAll
    static void end_the_server() throws Exception {
        server.close();
    }

    @BeforeEach
    void make_a_database() throws Exception {
        databases++;
        database = "muster" + databases;
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
    }

    @AfterEach
    void close() {
        services.forEach(Service::close);
        worlds.forEach(World::close);
    }

    private Service start(AuditJob audit) {
        StateConfig config = new StateConfig(
                server.getJdbcUrl("postgres", database), "postgres", null, StateConfig.DEFAULT_RETENTION);
        World world = new World(config, folder.resolve("process" + worlds.size()), clock, TargetsConfig.none());
        worlds.add(world);
        Service service = new Service(world.parts(ServeConfig.onPort(0), DAILY, audit), QUICK);
        services.add(service);
        service.start();
        return service;
    }

    private AuditJob auditOf(int process) {
        return progress -> {
            mostTogether.accumulateAndGet(together.incrementAndGet(), Math::max);
            try {
                new CountDownLatch(1).await(30, TimeUnit.MILLISECONDS);
                return worlds.get(process).audit();
            } finally {
                together.decrementAndGet();
                audits.incrementAndGet();
            }
        };
    }

    @Test
    void each_audit_is_done_once_and_never_two_together() throws Exception {
        for (int process = 0; process < 3; process++) {
            start(auditOf(process));
        }

        for (int day = 1; day <= DAYS; day++) {
            clock.tick(Duration.ofDays(1));
            int wanted = day;
            moments.await("audit " + day, () -> audits.get() >= wanted && isNextAfterNow());
        }
        moments.pass(Duration.ofMillis(300));

        assertThat(audits).hasValue(DAYS);
        assertThat(mostTogether).hasValue(1);
        assertThat(worlds.get(0).state.runs().list(100)).hasSize(DAYS).allMatch(run -> run.isComplete());
    }

    private boolean isNextAfterNow() {
        return services.get(0).nextAudit().orElse(Instant.EPOCH).isAfter(clock.instant());
    }

    @Test
    void what_one_leaves_when_it_stops_another_does() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Service first = start(progress -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return worlds.get(0).audit();
        });
        clock.tick(Duration.ofHours(1));
        moments.await(begun);
        start(auditOf(1));
        moments.pass(Duration.ofMillis(200));
        assertThat(audits).hasValue(0);

        first.close();

        moments.await("the other one", () -> audits.get() == 1);
    }

    @Test
    void what_a_dead_one_did_another_does_once_its_heart_is_missed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        start(progress -> {
            begun.countDown();
            Moments.awaitDeafly(never);
            return worlds.get(0).audit();
        });
        clock.tick(Duration.ofHours(1));
        moments.await(begun);
        worlds.get(0).close();

        start(auditOf(1));
        clock.tick(Duration.ofMinutes(5));

        moments.await("the other one", () -> audits.get() == 1);
        assertThat(worlds.get(1).state.runs().latestComplete()).isPresent();
    }
}
