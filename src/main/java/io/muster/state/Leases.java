package io.muster.state;

import io.muster.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leases of this process, each a row that says who holds it and until when. */
final class Leases implements AutoCloseable {

    static final Duration LASTS = Duration.ofSeconds(30);
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private final Database database;
    private final Clock clock;
    private final String holder = UUID.randomUUID().toString();
    private final String host = Processes.host();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledExecutorService heart;

    Leases(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Row(String holder, String host, long pid, long processStarted, Instant acquired, Instant expires) {}

    Lease acquire(String name) {
        Optional<Row> other = database.write(handle -> claim(handle, name));
        if (other.isPresent()) {
            Row row = other.get();
            throw ProblemException.couldNotRun(
                    "Another process is doing this: '" + name + "' has been held by process " + row.pid() + " on '"
                            + row.host() + "' since " + row.acquired() + ".",
                    "Only one process at a time may do it over the " + database.described() + ".",
                    "wait until it is done, or end that process");
        }
        held.add(name);
        beat();
        return new Lease(this, name);
    }

    /** Whoever lives and holds it; empty when this process holds it now. */
    private Optional<Row> claim(Handle handle, String name) {
        Instant now = clock.instant();
        ProcessHandle self = ProcessHandle.current();
        handle.createUpdate("""
                        insert into lease (name, holder, host, pid, process_started, acquired_at, expires_at)
                        values (:name, '', '', 0, 0, 0, 0)
                        on conflict (name) do nothing
                        """).bind("name", name).execute();
        // An update, so that two that come at once see each other in PostgreSQL too.
        handle.createUpdate("update lease set name = name where name = :name")
                .bind("name", name)
                .execute();
        Row row = row(handle, name);
        if (row.expires().isAfter(now) && lives(row)) {
            return Optional.of(row);
        }
        handle.createUpdate("""
                        update lease set
                            holder = :holder,
                            host = :host,
                            pid = :pid,
                            process_started = :started,
                            acquired_at = :now,
                            expires_at = :expires
                        where name = :name
                        """)
                .bind("holder", holder)
                .bind("host", host)
                .bind("pid", self.pid())
                .bind("started", Processes.started(self))
                .bind("now", now.toEpochMilli())
                .bind("expires", now.plus(LASTS).toEpochMilli())
                .bind("name", name)
                .execute();
        return Optional.empty();
    }

    private static Row row(Handle handle, String name) {
        return handle.createQuery("""
                        select holder, host, pid, process_started, acquired_at, expires_at from lease where name = :name
                        """)
                .bind("name", name)
                .map((row, context) -> new Row(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        Instant.ofEpochMilli(row.getLong(5)),
                        Instant.ofEpochMilli(row.getLong(6))))
                .one();
    }

    /** A process of this machine is asked for; of another one only the time tells. */
    private boolean lives(Row row) {
        if (!row.host().equals(host)) {
            return true;
        }
        return Processes.isAlive(row.pid(), row.processStarted());
    }

    private synchronized void beat() {
        if (heart == null) {
            heart = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "state-leases");
                thread.setDaemon(true);
                return thread;
            });
            long every = RENEWED_EVERY.toMillis();
            ScheduledFuture<?> beats = heart.scheduleAtFixedRate(this::renew, every, every, TimeUnit.MILLISECONDS);
            LOG.debug("The lease is renewed every {} ms: {}", every, !beats.isDone());
        }
    }

    private void renew() {
        for (String name : List.copyOf(held)) {
            try {
                if (!renew(name)) {
                    LOG.warn("The lease '{}' was lost to another process; what needs it will stop.", name);
                    held.remove(name);
                }
            } catch (RuntimeException e) {
                LOG.warn("The lease '{}' could not be renewed; it will be tried again.", name, e);
            }
        }
    }

    private boolean renew(String name) {
        return database.write(handle -> handle.createUpdate(
                                "update lease set expires_at = :expires where name = :name and holder = :holder")
                        .bind("expires", clock.instant().plus(LASTS).toEpochMilli())
                        .bind("name", name)
                        .bind("holder", holder)
                        .execute())
                == 1;
    }

    void confirm(String name) {
        if (!held.contains(name) || !renew(name)) {
            throw ProblemException.couldNotRun(
                    "This process lost '" + name + "' to another one.",
                    "It could not say that it lives for more than " + LASTS.toSeconds() + " seconds.",
                    "see what the other process does; this one may be started again later");
        }
    }

    void release(String name) {
        if (held.remove(name)) {
            database.write(handle -> handle.createUpdate("delete from lease where name = :name and holder = :holder")
                    .bind("name", name)
                    .bind("holder", holder)
                    .execute());
        }
    }

    @Override
    public synchronized void close() {
        if (heart != null) {
            heart.shutdownNow();
        }
        List.copyOf(held).forEach(this::release);
    }
}
