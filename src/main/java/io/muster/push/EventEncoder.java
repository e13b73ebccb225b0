package io.muster.push;

import io.muster.finding.AccountId;
import io.muster.finding.Finding;
import io.muster.finding.RunId;
import io.muster.inventory.Account;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of one run. What an encoder returns is good until it is asked for the next event.
 *
 * <p>An event's id is the first 160 bits of the SHA-256 over its source type, a newline and its own bytes behind the id, in
 * base 32: the same event has the same id, for every target, however often it is sent.
 */
final class EventEncoder {

    static final String INVENTORY = "muster:inventory:";
    static final String CHANGE = "muster:change";
    static final String FINDING = "muster:finding";
    static final String RUN = "muster:run";

    private static final String ID = "{\"event_id\":\"";
    private static final int ID_AT = ID.length();
    private static final byte[] NULL = ascii("null");
    private static final byte[] NEWLINE = {'\n'};

    private final String runId;
    private final byte[] header;
    private final Map<AccountId, Account> accounts;
    private final Map<AccountId, Subject> subjects = new HashMap<>();
    private final Map<String, byte[]> sourcetypes = new HashMap<>();
    private final MessageDigest sha256 = sha256();
    private final byte[] hash = new byte[32];
    private final Event event = new Event();

    /** What every event says about its account, in front of the region and behind it. */
    private static final class Subject {
        private final byte[] front;
        private final byte[] back;

        private Subject(
                @Nullable String id, @Nullable String name, @Nullable String owner, @Nullable String environment) {
            front = new Bytes(256)
                    .put(",\"account_id\":")
                    .json(id)
                    .put(",\"account_name\":")
                    .json(name)
                    .put(",\"region\":")
                    .toArray();
            back = new Bytes(256)
                    .put(",\"owner\":")
                    .json(owner)
                    .put(",\"environment\":")
                    .json(environment)
                    .put(",\"schema\":")
                    .put(EventFormat.SCHEMA)
                    .toArray();
        }
    }

    /**
     * Encodes for one run.
     *
     * @param observed the time that everything the run says is dated with
     */
    EventEncoder(RunId run, Instant observed, Map<AccountId, Account> accounts) {
        this.runId = run.toString();
        this.header = new Bytes(128)
                .put("\",\"run_id\":")
                .json(runId)
                .put(",\"observed_at\":")
                .json(observed.toString())
                .toArray();
        this.accounts = Map.copyOf(accounts);
    }

    /** A row of a table, embedded as it is. */
    Event row(AccountId account, QueryId table, byte[] rows, int from, int to) {
        Subject subject = subject(account);
        String sourcetype = INVENTORY + table.value();
        start(EventKind.INVENTORY, sourcetype, table.value(), account.value());
        Row.region(rows, from, to, event.region);
        about(subject);
        event.body.put(",\"table\":\"").put(table.value()).put("\",\"row\":").put(rows, from, to);
        return finish();
    }

    /** A row that appeared, if there is none before; that disappeared, if there is none now; else one that changed. */
    Event change(AccountId account, QueryId table, byte[] key, byte @Nullable [] before, byte @Nullable [] now) {
        start(EventKind.CHANGE, CHANGE, table.value(), account.value());
        byte[] shown = now != null ? now : before;
        if (shown != null) {
            Row.region(shown, 0, shown.length, event.region);
        }
        about(subject(account));
        event.body.put(",\"table\":\"").put(table.value()).put("\",\"change\":\"");
        event.body.put(before == null ? "appeared" : now == null ? "disappeared" : "changed");
        event.body.put("\",\"key\":").put(key);
        event.body.put(",\"row\":").put(now == null ? NULL : now);
        event.body.put(",\"before\":").put(before == null ? NULL : before);
        return finish();
    }

    /** A finding, with the field names that it has everywhere. */
    Event finding(Finding finding) {
        start(EventKind.FINDING, FINDING, null, finding.accountId().value());
        region(finding.region());
        about(new Subject(finding.accountId().value(), finding.accountName(), finding.owner(), finding.environment()));
        finding.fields().forEach(this::findingField);
        return finish();
    }

    private void findingField(String name, @Nullable Object value) {
        switch (name) {
            case "account_id", "account_name", "region", "owner", "environment" -> {}
            case "evidence" ->
                event.body.put(",\"evidence\":").put(String.valueOf(value).getBytes(StandardCharsets.UTF_8));
            default -> field(name, value);
        }
    }

    /** A line of the manifest. */
    Event slice(Slice slice) {
        start(EventKind.RUN, RUN, slice.source().value(), slice.account().value());
        region(slice.region());
        about(subject(slice.account()));
        field("part", "slice");
        field("table", slice.source().value());
        field("status", slice.status().word());
        field("reason", slice.reason() == null ? null : slice.reason().word());
        field("message", slice.message());
        return finish();
    }

    /** Any other part of the manifest; it is about no account. */
    Event part(String part, @Nullable String table, Map<String, ? extends @Nullable Object> fields) {
        start(EventKind.RUN, RUN, table, null);
        about(new Subject(null, null, null, null));
        field("part", part);
        if (table != null) {
            field("table", table);
        }
        fields.forEach(this::field);
        return finish();
    }

    private Subject subject(AccountId id) {
        return subjects.computeIfAbsent(id, unknown -> {
            Account account = accounts.get(unknown);
            return account == null
                    ? new Subject(unknown.value(), null, null, null)
                    : new Subject(unknown.value(), account.name(), account.owner(), account.environment());
        });
    }

    private void start(EventKind kind, String sourcetype, @Nullable String table, @Nullable String accountId) {
        event.kind = kind;
        event.sourcetype = sourcetype;
        event.table = table;
        event.accountId = accountId;
        event.runId = runId;
        event.region.clear();
        event.body.clear();
        event.body.put(ID);
        event.body.skip(Event.ID_LENGTH);
        event.body.put(header);
    }

    private void region(@Nullable String region) {
        if (region != null && !region.isEmpty()) {
            event.region.json(region);
        }
    }

    private void about(Subject subject) {
        event.body.put(subject.front);
        if (event.region.size() == 0) {
            event.body.put(NULL);
        } else {
            event.body.put(event.region);
        }
        event.body.put(subject.back);
    }

    private void field(String name, @Nullable Object value) {
        event.body.put(",\"").put(name).put("\":");
        if (value instanceof Long number) {
            event.body.put(number);
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else {
            event.body.json(value == null ? null : value.toString());
        }
    }

    private void object(Map<?, ?> map) {
        Bytes body = event.body;
        body.put('{');
        String[] comma = {""};
        Consumer<Map.Entry<?, ?>> each = entry -> {
            body.put(comma[0]).json(String.valueOf(entry.getKey())).put(':');
            body.put(String.valueOf(entry.getValue()));
            comma[0] = ",";
        };
        map.entrySet().forEach(each);
        body.put('}');
    }

    private Event finish() {
        Bytes body = event.body;
        body.put('}');
        int behindId = ID_AT + Event.ID_LENGTH;
        sha256.update(sourcetypes.computeIfAbsent(event.sourcetype, EventEncoder::ascii));
        sha256.update(NEWLINE);
        sha256.update(body.array(), behindId, body.size() - behindId);
        try {
            sha256.digest(hash, 0, hash.length);
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
        event.idFrom(hash);
        System.arraycopy(event.id, 0, body.array(), ID_AT, Event.ID_LENGTH);
        return event;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
