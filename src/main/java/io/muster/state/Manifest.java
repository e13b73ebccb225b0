package io.muster.state;

import io.muster.finding.AccountId;
import io.muster.finding.RunId;
import io.muster.inventory.Slice;
import java.util.List;
import java.util.function.Consumer;

/** What became of every account, source and region of a run. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // Its inside is being written.
public final class Manifest {

    private final Database database;
    private final Numbers numbers;

    Manifest(Database database, Numbers numbers) {
        this.database = database;
        this.numbers = numbers;
    }

    /** Adds lines. All lines of an account and source come in one call; a later call replaces them. */
    public void add(RunId run, List<Slice> slices) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Every line, by account, source and region. */
    public void forEach(RunId run, Consumer<Slice> slices) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The lines of one account, by source and region. */
    public List<Slice> of(RunId run, AccountId account) {
        throw new UnsupportedOperationException("not written yet");
    }

    public Coverage coverage(RunId run) {
        throw new UnsupportedOperationException("not written yet");
    }
}
