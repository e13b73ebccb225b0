package io.muster.state;

import io.muster.finding.AccountId;
import io.muster.finding.RunId;
import io.muster.inventory.Account;
import io.muster.inventory.QueryId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** What keys belonged to, and when. */
public final class Assets {

    /** The source of accounts themselves, which is the universe of a run and no query. */
    static final QueryId ORGANIZATION = new QueryId("organization");

    private static final int KEYS_AT_ONCE = 500;

    private static final String SELECT = """
            select
                a.asset_key, a.kind, a.arn, a.name, a.valid_from, a.valid_to, l.account_id, l.account_name, l.region,
                l.type, l.owner, l.environment, l.data_class, l.source,
                coalesce(a.observed_at, of_region.read_at, of_source.read_at) as observed_at
            from asset a
            join asset_label l on l.label_id = a.label_id
            left join asset_read of_region on of_region.account_id = l.account_id and of_region.source = l.source
                and of_region.region = l.region and l.region <> ''
            left join asset_read of_source on of_source.account_id = l.account_id and of_source.source = l.source
                and of_source.region = ''
            """;

    private static final String ORDER = " order by a.valid_from desc, l.account_id, l.type, a.arn, a.kind";

    private final Database database;
    private final Numbers numbers;
    private final AssetStore store;

    Assets(Database database, Numbers numbers) {
        this.database = database;
        this.numbers = numbers;
        this.store = new AssetStore(database);
    }

    /**
     * Records all assets that one table of an account shows; what the run had recorded for it is replaced by the commit. One
     * thread may use the writer. When the run is complete, what is new starts at the run's time, and what is no longer there
     * ends at it, if the table was read completely in the asset's region.
     */
    public AssetWriter write(RunId run, AccountId account, QueryId source) {
        return new AssetWriter(store, numbers.of(run), numbers.of(account, source), account, source.value());
    }

    /** Records an account as an asset of itself. */
    void record(RunId run, Account account) {
        try (AssetWriter writer = write(run, account.id(), ORGANIZATION)) {
            writer.add(new Asset(
                    AssetWriter.ACCOUNT_ID,
                    account.id().value(),
                    account.id(),
                    account.name(),
                    null,
                    "AWS::Organizations::Account",
                    null,
                    account.name(),
                    account.owner(),
                    account.environment(),
                    account.dataClass(),
                    null,
                    null,
                    ORGANIZATION.value(),
                    null));
            writer.commit();
        }
    }

    void promote(Handle handle, long run, long time) {
        store.promote(handle, run, time);
    }

    /** What a key belonged to at a time. */
    public List<Asset> find(String key, Instant at) {
        return find(List.of(key), at).getOrDefault(AssetKey.normal(key), List.of());
    }

    /**
     * What keys belonged to at a time, by the normal form of the key; keys that are not known have no entry. The newest
     * first, if there are several.
     */
    public Map<String, List<Asset>> find(Collection<String> keys, Instant at) {
        List<String> normal = new ArrayList<>(normal(keys));
        Map<String, List<Asset>> found = new HashMap<>();
        database.scan(handle -> {
            for (int from = 0; from < normal.size(); from += KEYS_AT_ONCE) {
                handle.createQuery(SELECT
                                + " where a.asset_key in (<keys>) and a.valid_from <= :at"
                                + " and (a.valid_to is null or a.valid_to > :at)" + ORDER)
                        .bindList("keys", normal.subList(from, Math.min(normal.size(), from + KEYS_AT_ONCE)))
                        .bind("at", at.toEpochMilli())
                        .map(Assets::asset)
                        .forEach(asset -> found.computeIfAbsent(asset.key(), key -> new ArrayList<>())
                                .add(asset));
            }
        });
        return found;
    }

    private static Collection<String> normal(Collection<String> keys) {
        TreeSet<String> normal = new TreeSet<>();
        keys.forEach(key -> normal.add(AssetKey.normal(key)));
        return normal;
    }

    /** All that a key ever belonged to, newest first. */
    public List<Asset> history(String key) {
        return database.read(handle -> handle.createQuery(SELECT + " where a.asset_key = :key" + ORDER)
                .bind("key", AssetKey.normal(key))
                .map(Assets::asset)
                .list());
    }

    private static Asset asset(ResultSet row, StatementContext context) throws SQLException {
        String region = row.getString("region");
        return new Asset(
                row.getString("kind"),
                row.getString("asset_key"),
                new AccountId(row.getString("account_id")),
                row.getString("account_name"),
                region.isEmpty() ? null : region,
                row.getString("type"),
                row.getString("arn"),
                row.getString("name"),
                row.getString("owner"),
                row.getString("environment"),
                row.getString("data_class"),
                time(row, "valid_from"),
                time(row, "valid_to"),
                row.getString("source"),
                time(row, "observed_at"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
