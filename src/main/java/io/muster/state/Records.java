package io.muster.state;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What Muster noted itself about accounts, so that the next audit can read it: the newest entry of each kind and key. */
public final class Records {

    private final Database database;

    Records(Database database) {
        this.database = database;
    }

    /**
     * One thing that was noted.
     *
     * @param key tells it from the others of its kind in its account
     * @param certain whether it tells how it is; what tells only that nobody knows replaces nothing
     * @param json an object
     */
    public record Entry(AccountId account, String key, Instant noted, boolean certain, String json) {

        public Entry {
            requireNonNull(account, "account is null");
            requireNonNull(key, "key is null");
            requireNonNull(noted, "noted is null");
            requireNonNull(json, "json is null");
        }
    }

    /** Notes the entries, each in the place of the one with its key. */
    public void note(String kind, Collection<Entry> entries) {
        database.change(handle -> entries.forEach(entry -> insert(handle, kind, entry)));
    }

    /** Notes the entries, and forgets everything else of this kind about the accounts. */
    public void replace(String kind, Collection<AccountId> accounts, Collection<Entry> entries) {
        database.change(handle -> {
            for (AccountId account : accounts) {
                handle.createUpdate("delete from account_record where kind = :kind and account_id = :account")
                        .bind("kind", kind)
                        .bind("account", account.value())
                        .execute();
            }
            entries.forEach(entry -> insert(handle, kind, entry));
        });
    }

    private static void insert(Handle handle, String kind, Entry entry) {
        handle.createUpdate("""
                        insert into account_record (kind, account_id, record_key, noted_at, entry)
                        values (:kind, :account, :key, :noted, :entry)
                        on conflict (kind, account_id, record_key) do
                        """
                        + (entry.certain()
                                ? "update set noted_at = excluded.noted_at, entry = excluded.entry"
                                : "nothing"))
                .bind("kind", kind)
                .bind("account", entry.account().value())
                .bind("key", entry.key())
                .bind("noted", entry.noted().toEpochMilli())
                .bind("entry", entry.json())
                .execute();
    }

    /** What was noted of this kind about the account, as JSON, by key. */
    public List<byte[]> of(String kind, AccountId account) {
        return database.read(handle -> handle.createQuery("""
                        select entry from account_record
                        where kind = :kind and account_id = :account
                        order by record_key
                        """)
                .bind("kind", kind)
                .bind("account", account.value())
                .map((row, context) -> row.getString(1).getBytes(StandardCharsets.UTF_8))
                .list());
    }

    /** Forgets what was noted before a time. */
    void prune(Instant before) {
        database.change(handle -> handle.createUpdate("delete from account_record where noted_at < :before")
                .bind("before", before.toEpochMilli())
                .execute());
    }
}
