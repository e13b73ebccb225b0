package io.muster.collect;

import io.muster.catalog.QuerySpec;
import io.muster.finding.Reason;
import io.muster.inventory.Account;
import io.muster.inventory.Slice;
import io.muster.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops asking a source of an account that nobody answers for. Some tables without an answer may be those of one service
 * that hangs, so the simplest question decides whether the account is dead.
 */
final class Circuit {

    private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);

    /** So many tables in a row without an answer, and the simplest question is asked. */
    private static final int SUSPICIOUS = 3;

    /** Asks the simplest question there is. */
    interface Pulse {
        boolean isAlive() throws InterruptedException;
    }

    private final Source source;
    private final Pulse pulse;
    private int silences;
    private @Nullable Slice dead;

    Circuit(Source source, Pulse pulse) {
        this.source = source;
        this.pulse = pulse;
    }

    List<Slice> read(Account account, QuerySpec query, TableSink sink) throws InterruptedException {
        if (dead != null && dead.reason() != null) {
            return List.of(Slice.notAsked(
                    account.id(),
                    query.id(),
                    dead.reason(),
                    "not asked, since " + SUSPICIOUS + " tables before it got no answer: " + dead.message()));
        }
        List<Slice> slices = ask(account, query, sink);
        Optional<Slice> silence = slices.stream().filter(Circuit::isSilence).findFirst();
        if (silence.isEmpty() || slices.stream().anyMatch(Slice::isRead)) {
            silences = 0;
            return slices;
        }
        silences++;
        if (silences == SUSPICIOUS) {
            silences = 0;
            dead = pulse.isAlive() ? null : silence.get();
        }
        return slices;
    }

    /** A bug that one table meets, such as an answer that nobody thought of, costs that table only. */
    private List<Slice> ask(Account account, QuerySpec query, TableSink sink) throws InterruptedException {
        try {
            return source.read(query, sink);
        } catch (ProblemException | CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            LOG.error(
                    "'{}' of account {} met a bug; the run continues, and the table is unreadable there",
                    query.id(),
                    account.id(),
                    e);
            return List.of(Slice.unreadable(
                    account.id(),
                    query.id(),
                    null,
                    Reason.NOT_COLLECTED,
                    "reading it met a bug of Muster (" + e.getClass().getSimpleName() + "), of which its log tells",
                    Duration.ZERO));
        }
    }

    private static boolean isSilence(Slice slice) {
        if (slice.isRead() || slice.message() == null) {
            return false;
        }
        return slice.reason() == Reason.UNREACHABLE
                || slice.reason() == Reason.TIMED_OUT
                || Failures.ofText(slice.message()).is(Failure.Trait.CREDENTIALS);
    }
}
