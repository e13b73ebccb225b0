package io.muster.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Lets the threads of this process write to SQLite, which has one writer at a time: whoever comes first does what all who wait
 * want, in one transaction. Many small writes then cost one commit, and each is still undone alone if it fails.
 */
final class WriteQueue {

    private static final int MOST_AT_ONCE = 64;

    /** The log is copied into the file when it has so many pages; a small log writes the same pages again and again. */
    private static final int PAGES_IN_LOG = 8_000;

    /** Enough for what one transaction touches in the indexes of two million assets. */
    private static final int CACHE_KILOBYTES = 64 << 10;

    private final Jdbi writing;
    private final Sql sql;
    private final Queue<Ticket<?>> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();
    /** Whether the connection now waits for the disk; guarded by the turn. */
    private @Nullable Boolean durable;

    WriteQueue(Jdbi writing, Sql sql) {
        this.writing = writing;
        this.sql = sql;
    }

    /** What one thread wants, and what came of it. The turn makes it visible to that thread. */
    private static final class Ticket<T> {
        private final Work<T> work;
        private final boolean durable;
        private boolean done;
        private @Nullable T outcome;
        private @Nullable Throwable failure;

        Ticket(Work<T> work, boolean durable) {
            this.work = work;
            this.durable = durable;
        }

        void run(Handle handle) throws SQLException {
            outcome = work.in(handle);
        }
    }

    /** Returns when the work is committed. */
    <T> T write(Work<T> work, boolean durably) throws Exception {
        if (turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("a transaction within a transaction");
        }
        Ticket<T> ticket = new Ticket<>(work, durably);
        waiting.add(ticket);
        turn.lock();
        try {
            while (!ticket.done) {
                runGroup();
            }
        } finally {
            turn.unlock();
        }
        if (ticket.failure instanceof Error error) {
            throw error;
        }
        if (ticket.failure instanceof Exception exception) {
            throw exception;
        }
        return Objects.requireNonNull(ticket.outcome);
    }

    private void runGroup() {
        List<Ticket<?>> group = new ArrayList<>();
        while (group.size() < MOST_AT_ONCE) {
            Ticket<?> next = waiting.poll();
            if (next == null) {
                break;
            }
            group.add(next);
        }
        try (Handle handle = writing.open()) {
            setDurable(handle, group.stream().anyMatch(ticket -> ticket.durable));
            handle.useTransaction(transaction -> runAll(transaction, group));
        } catch (Exception | Error e) {
            // An error too: who waits for a ticket that nobody has any more would wait forever.
            group.stream().filter(ticket -> ticket.failure == null).forEach(ticket -> ticket.failure = e);
        }
        group.forEach(ticket -> ticket.done = true);
    }

    private void setDurable(Handle handle, boolean wanted) {
        if (durable == null) {
            handle.execute("pragma wal_autocheckpoint = " + PAGES_IN_LOG);
            handle.execute("pragma cache_size = -" + CACHE_KILOBYTES);
        }
        if (durable == null || durable != wanted) {
            handle.execute("pragma synchronous = " + (wanted ? "full" : "normal"));
            durable = wanted;
        }
    }

    private void runAll(Handle handle, List<Ticket<?>> group) throws SQLException {
        if (group.size() == 1) {
            group.get(0).run(handle);
            return;
        }
        Connection connection = handle.getConnection();
        for (Ticket<?> ticket : group) {
            sql.update(connection, "savepoint one_of_many");
            try {
                ticket.run(handle);
            } catch (SQLException | RuntimeException | Error e) {
                ticket.failure = e;
                sql.update(connection, "rollback to one_of_many");
            }
            sql.update(connection, "release one_of_many");
        }
    }
}
