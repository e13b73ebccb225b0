package io.muster.collect;

import static java.util.Objects.requireNonNull;

import io.muster.catalog.QuerySpec;
import io.muster.catalog.SiemSpec;
import io.muster.collect.Failure.Trait;
import io.muster.collect.SiemSearch.NoAnswer;
import io.muster.finding.AccountId;
import io.muster.finding.Reason;
import io.muster.inventory.Confirmation;
import io.muster.inventory.Slice;
import io.muster.inventory.TableDigest;
import io.muster.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads facts that only the SIEM knows, as {@code .siem.yaml} files ask for them. The tables are small (a row for each
 * account or source), so their rows are sorted in memory. Where nobody answers, two questions at most wait for it.
 */
final class SiemSource implements Source {

    private final SiemQuestionsConfig config;
    private final AccountId account;
    private @Nullable SiemSearch search;
    private @Nullable Failure silence;
    private boolean silentBefore;

    /** @param account in whose name the answers stand: the management account */
    SiemSource(SiemQuestionsConfig config, AccountId account) {
        this.config = config;
        this.account = account;
    }

    @Override
    public List<Slice> read(QuerySpec query, TableSink sink) throws InterruptedException {
        SiemSpec question = requireNonNull(query.siem(), "the SIEM is asked questions");
        Optional<String> missing = config.missing(question.data());
        if (missing.isPresent()) {
            return List.of(Slice.notAsked(account, query.id(), Reason.NOT_COLLECTED, missing.get()));
        }
        if (silence != null) {
            return List.of(Slice.notAsked(
                    account,
                    query.id(),
                    silence.reason(),
                    "not asked, since an earlier question got no answer: " + silence.message()));
        }
        long started = System.nanoTime();
        try {
            List<KeyedRow> rows = ask(query, question);
            silentBefore = false;
            return List.of(write(query, sink, rows, started));
        } catch (NoAnswer e) {
            // One question may be too much for the SIEM, or for what stands before it; two in a row are silence.
            boolean silent = e.failure().is(Trait.MAY_PASS);
            if (e.failure().is(Trait.EVERYWHERE) || (silent && silentBefore)) {
                silence = e.failure();
            }
            silentBefore = silent;
            return List.of(unreadable(query, e.failure(), started));
        } catch (IllegalArgumentException e) {
            return List.of(unreadable(
                    query, Failure.of(Reason.SCHEMA_DRIFT, Failures.clean(String.valueOf(e.getMessage()))), started));
        } catch (ProblemException e) {
            return List.of(unreadable(
                    query, Failure.of(Reason.NOT_COLLECTED, Failures.clean(String.valueOf(e.getMessage()))), started));
        }
    }

    private List<KeyedRow> ask(QuerySpec query, SiemSpec question) throws NoAnswer, InterruptedException {
        if (search == null) {
            search = SiemSearch.of(config);
        }
        SiemRows shapes = new SiemRows(query, account);
        List<KeyedRow> rows = new ArrayList<>();
        if (!question.data().equals(SiemSpec.SOURCES)) {
            search.ask(question, requireNonNull(config.data().get(question.data())))
                    .forEach(answer -> rows.add(shapes.row(answer)));
        } else {
            for (Map.Entry<String, String> source : new TreeMap<>(config.sources()).entrySet()) {
                for (Map<String, @Nullable Object> answer : search.ask(question, source.getValue())) {
                    Map<String, @Nullable Object> named = new HashMap<>(answer);
                    named.put("source", source.getKey());
                    rows.add(shapes.row(named));
                }
            }
        }
        rows.sort(KeyedRow.BY_KEY);
        requireUnique(query, rows);
        return rows;
    }

    private static void requireUnique(QuerySpec query, List<KeyedRow> rows) {
        Set<String> keys = new HashSet<>();
        for (KeyedRow row : rows) {
            String key = new String(row.key(), StandardCharsets.UTF_8);
            if (!keys.add(key)) {
                throw new IllegalArgumentException("two rows have the key " + query.key() + " = " + key);
            }
        }
    }

    private Slice write(QuerySpec query, TableSink sink, List<KeyedRow> rows, long started) {
        try (TableSink.Writer writer = sink.open(account, query.id())) {
            rows.forEach(row -> writer.append(row.bytes(), row.key()));
            TableDigest digest = writer.commit();
            return Slice.read(
                    account, query.id(), null, rows.size(), since(started), digest.sha256(), Confirmation.API);
        }
    }

    private Slice unreadable(QuerySpec query, Failure failure, long started) {
        return Slice.unreadable(account, query.id(), null, failure.reason(), failure.message(), since(started));
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
