package io.muster.collect;

import io.muster.collect.Session.Backend;
import io.muster.finding.Reason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of a run: few, reused, and given up after some minutes, because a session remembers old connections.
 *
 * <p>A session whose socket was closed under a hanging statement may go on in the server until its call to AWS ends. It
 * counts as one of the few until the server says that it is gone.
 */
final class Sessions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    /** Steampipe's copy of the connections in a session grows old; so does the memory of its plugin's client. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final long ASK_AGAIN_MILLIS = 500;

    private final SteampipeConfig config;
    private final Topology topology;
    private final int most;
    private final Deque<Session> idle = new ArrayDeque<>();
    private final Set<Session> open = new HashSet<>();
    private final List<Backend> abandoned = new ArrayList<>();
    private int opening;
    private boolean closed;

    Sessions(SteampipeConfig config, Topology topology) {
        this.config = config;
        this.topology = topology;
        this.most = 2 * config.parallelAccounts();
    }

    /** A session that works, perhaps after waiting for one. */
    Session take() throws SQLException, InterruptedException {
        Session session = awaitTurn();
        if (session == null) {
            session = open();
        }
        forgetEnded(session);
        return session;
    }

    /** An idle session; null if a new one may be opened. */
    private synchronized @Nullable Session awaitTurn() throws SQLException, InterruptedException {
        long until = System.nanoTime() + config.statementTimeout().toNanos();
        while (true) {
            requireOpen();
            Session session = idle.poll();
            if (session != null && isYoung(session)) {
                return session;
            }
            if (session != null) {
                discard(session);
                continue;
            }
            if (open.size() + opening + abandoned.size() < most || open.size() + opening == 0) {
                opening++;
                return null;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                throw new SQLException(
                        abandoned.size() + " statements that were given up still run in Steampipe, so no more are sent",
                        "53300");
            }
            wait(Math.min(left, ASK_AGAIN_MILLIS));
        }
    }

    private Session open() throws SQLException {
        Session session = null;
        try {
            session = Session.open(config, topology);
            return session;
        } finally {
            opened(session);
        }
    }

    private synchronized void opened(@Nullable Session session) throws SQLException {
        opening--;
        if (session != null) {
            open.add(session);
            if (closed) {
                discard(session);
                requireOpen();
            }
        }
        notifyAll();
    }

    private void requireOpen() throws SQLException {
        if (closed) {
            throw new SQLException("the run was stopped", "57P01");
        }
    }

    static boolean isYoung(Session session) {
        return session.lost() == null && session.ageNanos() < LONGEST.toNanos();
    }

    /** Takes a session back; one that is lost or old is closed. */
    void giveBack(Session session) {
        synchronized (this) {
            if (closed || !isYoung(session)) {
                discard(session);
            } else {
                idle.push(session);
            }
            notifyAll();
        }
    }

    private synchronized void discard(Session session) {
        open.remove(session);
        Failure lost = session.lost();
        if (lost != null && lost.reason() == Reason.TIMED_OUT) {
            abandoned.add(session.backend());
            LOG.warn(
                    "a statement was given up and may go on in Steampipe; {} of {} sessions are taken by such statements",
                    abandoned.size(),
                    most);
        }
        session.close();
        if (lost != null && lost.reason() == Reason.UNREACHABLE) {
            // What ended it, such as a restart of the server, has most likely ended those that wait as well.
            idle.forEach(Session::close);
            idle.forEach(open::remove);
            idle.clear();
        }
    }

    /** Asks the server about abandoned sessions, by a session that works. */
    private void forgetEnded(Session session) {
        List<Backend> asked;
        synchronized (this) {
            asked = List.copyOf(abandoned);
        }
        if (asked.isEmpty()) {
            return;
        }
        try {
            List<Backend> running = session.stillRunning(asked);
            synchronized (this) {
                abandoned.removeIf(backend -> asked.contains(backend) && !running.contains(backend));
                notifyAll();
            }
        } catch (SQLException e) {
            LOG.debug("the server could not be asked about abandoned sessions", e);
        }
    }

    /** Aborts what is running. */
    @Override
    public void close() {
        List<Session> running;
        synchronized (this) {
            closed = true;
            running = List.copyOf(open);
            open.clear();
            idle.clear();
            notifyAll();
        }
        running.forEach(Session::abort);
    }
}
