package io.muster.state;

/** Takes the assets of one table of an account. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // Its inside is being written.
public final class AssetWriter implements AutoCloseable {

    AssetWriter() {}

    /** Adds an asset; its key is brought to the normal form. */
    public void append(Asset asset) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Makes the assets part of the run. */
    public void commit() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Discards what was added if it was not committed. */
    @Override
    public void close() {}
}
