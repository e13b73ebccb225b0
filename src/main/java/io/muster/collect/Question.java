package io.muster.collect;

import io.muster.catalog.QuerySpec;
import io.muster.finding.Reason;
import io.muster.inventory.Confirmation;
import io.muster.inventory.Slice;
import io.muster.inventory.TableDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One query put to one account: scans that are only counted, scans whose rows are kept, and the slices they become. */
final class Question {

    private final SteampipeSource source;
    private final QuerySpec query;
    private final TableSink sink;
    private final Captures captures;
    private final long started = System.nanoTime();

    Question(SteampipeSource source, QuerySpec query, TableSink sink, Captures captures) {
        this.source = source;
        this.query = query;
        this.sink = sink;
        this.captures = captures;
    }

    /** A scan whose rows become the table if they are committed. */
    final class Kept implements AutoCloseable {

        private final Scan scan;
        private final List<String> regions;
        private final TableSink.@Nullable Writer writer;

        private Kept(Scan scan, List<String> regions, TableSink.@Nullable Writer writer) {
            this.scan = scan;
            this.regions = regions;
            this.writer = writer;
        }

        Scan scan() {
            return scan;
        }

        TableDigest commit() {
            if (writer == null) {
                throw new IllegalStateException("a failed scan has nothing to commit");
            }
            captures.keep(query.id());
            return writer.commit();
        }

        @Override
        public void close() {
            if (writer != null) {
                writer.close();
            }
        }
    }

    QuerySpec query() {
        return query;
    }

    boolean isExact() {
        return source.isExact(query);
    }

    /** Whether Steampipe's first answer is believed, as configured. */
    boolean isBelieved() {
        return source.confirm() == SteampipeConfig.Confirm.NONE;
    }

    /**
     * Reads into the sink.
     *
     * @param pinned only these regions; empty asks for all at once
     */
    Kept keep(List<String> pinned) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            TableSink.Writer writer = sink.open(source.account().id(), query.id());
            Scan scan = Scan.failed(Failure.of(Reason.UNREACHABLE, "nothing was asked yet"));
            try {
                captures.begin(query.id());
                scan = source.scan(query, pinned, (row, key) -> {
                    writer.append(row, key);
                    captures.row(query.id(), row);
                });
            } finally {
                if (scan.failure() != null) {
                    writer.close();
                }
            }
            Failure failure = scan.failure();
            if (failure == null) {
                return new Kept(scan, pinned, writer);
            }
            if (!source.pauseBefore(attempt, failure)) {
                return new Kept(scan, pinned, null);
            }
        }
    }

    /** A table without rows, for regions that were read and are empty. */
    Kept nothing() {
        captures.begin(query.id());
        return new Kept(
                new Scan(Map.of(), "", null, null),
                List.of(),
                sink.open(source.account().id(), query.id()));
    }

    Scan count(List<String> pinned) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            Scan scan = source.scan(query, pinned, RowTarget.NOWHERE);
            Failure failure = scan.failure();
            if (failure == null || !source.pauseBefore(attempt, failure)) {
                return scan;
            }
        }
    }

    /**
     * The answer that counts.
     *
     * @param kept closed by who asked
     * @param confirmation of what gave rows
     * @param failure why no answer counts; null if one does
     */
    record Settled(
            Kept kept, Confirmation confirmation, @Nullable Failure failure) {}

    /**
     * Asks again where rows alone prove nothing, as through a standalone FDW or when there are far fewer than the last
     * time; then two answers with the same keys decide. Closes the first answer if it returns another one.
     */
    Settled settle(Kept first) throws InterruptedException {
        OptionalLong before = sink.previousRows(source.account().id(), query.id());
        boolean shrunk = before.isPresent() && first.scan().count() * 2 < before.getAsLong();
        if (first.scan().count() == 0 || isBelieved() || !(source.isStandalone() || shrunk)) {
            return new Settled(first, isBelieved() ? Confirmation.BELIEVED : Confirmation.ROWS, null);
        }
        Confirmation how = source.isStandalone() ? Confirmation.UNPROVEN : Confirmation.SAME_TWICE;
        Scan second = count(first.regions);
        if (second.failure() != null || isSame(first.scan(), second)) {
            return new Settled(first, how, second.failure());
        }
        first.close();
        Kept third = keep(first.regions);
        if (third.scan().failure() != null || isSame(third.scan(), second) || isSame(third.scan(), first.scan())) {
            return new Settled(third, how, third.scan().failure());
        }
        return new Settled(
                third,
                how,
                Failure.of(
                        Reason.NOT_COLLECTED,
                        "three readings do not agree: " + first.scan().count() + ", " + second.count() + " and "
                                + third.scan().count() + " rows",
                        Failure.Trait.EVERYWHERE));
    }

    private static boolean isSame(Scan left, Scan right) {
        return left.count() == right.count() && left.keys().equals(right.keys());
    }

    Slice read(@Nullable String region, long rows, TableDigest digest, Confirmation how, @Nullable String remark) {
        Slice slice = Slice.read(source.account().id(), query.id(), region, rows, elapsed(), digest.sha256(), how);
        return remark == null ? slice : slice.remarked(remark);
    }

    Slice unreadable(@Nullable String region, Failure failure) {
        return Slice.unreadable(
                source.account().id(), query.id(), region, failure.reason(), failure.message(), elapsed());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
