package io.muster.state;

import io.muster.finding.AccountId;
import io.muster.finding.RunId;
import io.muster.inventory.QueryId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What keys belonged to, and when. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // Its inside is being written.
public final class Assets {

    private final Database database;
    private final Numbers numbers;

    Assets(Database database, Numbers numbers) {
        this.database = database;
        this.numbers = numbers;
    }

    /**
     * Records all assets that one table of an account shows; what the run had recorded for it is replaced by the commit. One
     * thread may use the writer. When the run is complete, what is new starts at the run's time, and what is no longer there
     * ends at it, if the table was read completely in the asset's region.
     */
    public AssetWriter write(RunId run, AccountId account, QueryId source) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** What a key belonged to at a time. */
    public List<Asset> find(String key, Instant at) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** What keys belonged to at a time; keys that are not known have no entry. */
    public Map<String, List<Asset>> find(Collection<String> keys, Instant at) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** All that a key ever belonged to, newest first. */
    public List<Asset> history(String key) {
        throw new UnsupportedOperationException("not written yet");
    }
}
