package io.muster.collect;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** The sessions of a run: few, reused, and given up after some minutes, because a session remembers old connections. */
final class Sessions implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final SteampipeConfig config;
    private final Topology topology;
    private final Deque<Session> idle = new ArrayDeque<>();
    private final Set<Session> open = new HashSet<>();
    private boolean closed;

    Sessions(SteampipeConfig config, Topology topology) {
        this.config = config;
        this.topology = topology;
    }

    Session take() throws SQLException {
        synchronized (this) {
            while (!idle.isEmpty()) {
                Session session = idle.pop();
                if (!session.isLost() && session.ageNanos() < LONGEST.toNanos()) {
                    return session;
                }
                discard(session);
            }
        }
        Session session = Session.open(config, topology);
        synchronized (this) {
            open.add(session);
            if (closed) {
                discard(session);
                throw new SQLException("the run was stopped", "57P01");
            }
        }
        return session;
    }

    synchronized void giveBack(Session session) {
        if (closed || session.isLost()) {
            discard(session);
        } else {
            idle.push(session);
        }
    }

    private synchronized void discard(Session session) {
        open.remove(session);
        session.close();
    }

    /** Aborts what is running. */
    @Override
    public synchronized void close() {
        closed = true;
        open.forEach(Session::abort);
        open.clear();
        idle.clear();
    }
}
