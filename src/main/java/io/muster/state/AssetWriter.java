package io.muster.state;

import io.muster.finding.AccountId;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the assets of one table of an account, and keeps what differs from those that are known: an asset that is what it
 * was is not written again.
 */
public final class AssetWriter implements AutoCloseable {

    /** The kind of an account's own id; such assets come from the universe of a run and from nowhere else. */
    public static final String ACCOUNT_ID = "account-id";

    private static final int BATCH = 1_000;
    private static final long NEW = Long.MAX_VALUE;

    private final AssetStore store;
    private final long run;
    private final long table;
    private final AccountId account;
    private final String source;
    private final PrintIndex known;
    private final List<AssetStore.Fresh> fresh = new ArrayList<>();
    private boolean begun;
    private boolean closed;

    AssetWriter(AssetStore store, long run, long table, AccountId account, String source) {
        this.store = store;
        this.run = run;
        this.table = table;
        this.account = account;
        this.source = source;
        this.known = store.open(account, source);
    }

    /**
     * Adds an asset; its key is brought to the normal form. One of kind {@link #ACCOUNT_ID} and one without a key are left
     * out.
     */
    public void append(Asset asset) {
        if (asset.kind().equals(ACCOUNT_ID)) {
            return;
        }
        add(asset);
    }

    void add(Asset asset) {
        if (closed) {
            throw new IllegalStateException("the writer is closed");
        }
        if (!asset.accountId().equals(account) || !asset.source().equals(source)) {
            throw new IllegalArgumentException("an asset of " + asset.accountId() + " and " + asset.source()
                    + " among those of " + account + " and " + source);
        }
        String key = AssetKey.normal(asset.key());
        if (key.isEmpty()) {
            return;
        }
        long print = AssetStore.print(asset, key);
        if (known.see(print)) {
            return;
        }
        known.add(print, NEW);
        known.see(print);
        fresh.add(new AssetStore.Fresh(asset, key, print));
        if (fresh.size() == BATCH) {
            store.stage(run, table, fresh, !begun);
            begun = true;
            fresh.clear();
        }
    }

    /** Makes the assets part of the run. */
    public void commit() {
        if (closed) {
            throw new IllegalStateException("the writer is closed");
        }
        List<Long> gone = new ArrayList<>();
        known.forEachUnseen(gone::add);
        store.commit(run, table, fresh, gone, !begun);
        closed = true;
    }

    /** Discards what was added if it was not committed. */
    @Override
    public void close() {
        if (!closed && begun) {
            store.discard(run, table);
        }
        closed = true;
    }
}
