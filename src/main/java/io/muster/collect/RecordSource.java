package io.muster.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.catalog.Column;
import io.muster.catalog.QuerySpec;
import io.muster.finding.AccountId;
import io.muster.finding.Reason;
import io.muster.inventory.Confirmation;
import io.muster.inventory.Slice;
import io.muster.inventory.TableDigest;
import io.muster.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads what Muster noted itself about an account as a table, so that checks see it as they see every other fact. */
final class RecordSource implements Source {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final OwnFacts facts;
    private final AccountId account;

    RecordSource(OwnFacts facts, AccountId account) {
        this.facts = facts;
        this.account = account;
    }

    @Override
    public List<Slice> read(QuerySpec query, TableSink sink) {
        long started = System.nanoTime();
        List<KeyedRow> rows = new ArrayList<>();
        try {
            for (byte[] fact : facts.of(Objects.requireNonNull(query.record()), account)) {
                rows.add(row(query, JSON.readTree(fact)));
            }
        } catch (IOException e) {
            return unreadable(query, Reason.SCHEMA_DRIFT, String.valueOf(e.getMessage()), started);
        } catch (ProblemException e) {
            return unreadable(query, Reason.NOT_COLLECTED, e.problems().get(0).what(), started);
        }
        rows.sort(KeyedRow.BY_KEY);
        try (TableSink.Writer writer = sink.open(account, query.id())) {
            rows.forEach(row -> writer.append(row.bytes(), row.key()));
            TableDigest digest = writer.commit();
            return List.of(Slice.read(
                    account,
                    query.id(),
                    null,
                    rows.size(),
                    Duration.ofNanos(System.nanoTime() - started),
                    digest.sha256(),
                    Confirmation.OWN));
        }
    }

    private List<Slice> unreadable(QuerySpec query, Reason reason, String message, long started) {
        Duration duration = Duration.ofNanos(System.nanoTime() - started);
        return List.of(Slice.unreadable(account, query.id(), null, reason, message, duration));
    }

    private KeyedRow row(QuerySpec query, JsonNode fact) throws IOException {
        ObjectNode row = JSON.createObjectNode();
        for (Column column : query.columns()) {
            row.set(column.name(), fact.path(column.name()).isMissingNode() ? null : fact.get(column.name()));
            if (column.name().equals("account_id")) {
                row.put("account_id", account.value());
            }
            if (!column.nullable() && row.path(column.name()).isNull()) {
                throw new IOException("what was noted has no '" + column.name() + "'");
            }
        }
        ArrayNode key = JSON.createArrayNode();
        query.key().forEach(column -> key.add(row.get(column)));
        return new KeyedRow(JSON.writeValueAsBytes(row), JSON.writeValueAsBytes(key));
    }
}
