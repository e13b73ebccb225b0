package io.muster.collect;

import io.muster.catalog.QuerySpec;
import io.muster.finding.Reason;
import io.muster.inventory.Account;
import io.muster.inventory.Slice;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stops asking a source of an account that nobody answers for. Some tables without an answer may be those of one service
 * that hangs, so the simplest question decides whether the account is dead.
 */
final class Circuit {

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
        List<Slice> slices = source.read(query, sink);
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

    private static boolean isSilence(Slice slice) {
        if (slice.isRead() || slice.message() == null) {
            return false;
        }
        return slice.reason() == Reason.UNREACHABLE
                || slice.reason() == Reason.TIMED_OUT
                || Failures.ofText(slice.message()).is(Failure.Trait.CREDENTIALS);
    }
}
