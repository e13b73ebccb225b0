package io.muster.state;

import io.muster.finding.AccountId;
import io.muster.finding.Finding;
import io.muster.finding.RunId;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Findings and their history.
 *
 * <p>A finding is first seen when its check first said of that account, region and resource what it still says: that there
 * is a gap ({@code fail} or {@code unknown}), that it is accepted, or that it is good. A gap is fixed when its check could
 * judge the account (and region) and no longer reports it; while it cannot judge, the gap stays open.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // Its inside is being written.
public final class Findings {

    private final Database database;
    private final Numbers numbers;

    Findings(Database database, Numbers numbers) {
        this.database = database;
        this.numbers = numbers;
    }

    /** Adds what checks say about an account; the same finding twice counts once. */
    public void record(RunId run, AccountId account, List<Finding> findings) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Removes what an unfinished run recorded, for one that decides again. */
    public void clear(RunId run) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The findings of a run with their history, by severity, check, account, region and resource. */
    public void forEach(RunId run, FindingFilter filter, Consumer<Finding> findings) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** How many findings there are by severity, verdict and one thing more. */
    public List<FindingCount> counts(RunId run, FindingCount.By by) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The verdict of every check on every account, by check and account. */
    public void decisions(RunId run, Consumer<Decision> decisions) {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * What became of gaps between two complete runs of the whole organization. A fixed one comes as it was last seen, with
     * the time when it was fixed.
     */
    public void compare(RunId before, RunId now, BiConsumer<Movement, Finding> movements) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The complete runs of the whole organization that started since a time, oldest first. */
    public List<TrendPoint> trend(Instant since) {
        throw new UnsupportedOperationException("not written yet");
    }
}
