package io.muster.bench;

import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.Scope;
import io.muster.collect.AwsConfig;
import io.muster.collect.Collector;
import io.muster.collect.OwnFacts;
import io.muster.collect.SiemQuestionsConfig;
import io.muster.collect.SteampipeConfig;
import io.muster.collect.TableSink;
import io.muster.collect.Universe;
import io.muster.demo.world.Layout;
import io.muster.finding.AccountId;
import io.muster.finding.RunId;
import io.muster.inventory.Account;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import io.muster.inventory.TableDigest;
import io.muster.inventory.TagKeys;
import io.muster.state.State;
import io.muster.state.StateConfig;
import io.muster.state.TableWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;

/** From PostgreSQL's cursor into the state, confirmed, against a loop over the same cursors that only counts bytes. */
final class RowsBench implements Bench {

    private static final double BAR = 0.4;

    /** What one pass over an account found. */
    private record Pass(long rows, long bytes) {

        Pass with(Pass other) {
            return new Pass(rows + other.rows, bytes + other.bytes);
        }
    }

    private Pass last = new Pass(0, 0);
    private int files;

    @Override
    public String name() {
        return "rows";
    }

    @Override
    public String measures() {
        return "rows of one account from PostgreSQL into the state, confirmed, against a bare JDBC cursor loop";
    }

    @Override
    public String bar() {
        return "ratio at least 0.4";
    }

    @Override
    public void run(Rig rig) throws Exception {
        try (Stage stage = Stage.set(rig, 3, rig.size(100_000, 300), Layout.SCHEMA_PER_CONNECTION)) {
            SteampipeConfig config = SteampipeConfig.from(stage.settings());
            AwsConfig aws = AwsConfig.from(stage.settings());
            Pack pack = databaseOnly(Stage.pack(rig));
            Rig.Pair pair =
                    rig.compare(() -> counted(stage, config, aws, pack), () -> collected(rig, config, aws, pack));
            Samples ratio = pair.ratio();
            rig.print("  ratio      %s   bar 0.40: %s", ratio.text("%.2f"), rig.verdict(ratio.median() >= BAR));
            rig.print(
                    "  reference  %s rows/s, cursor loop that counts bytes",
                    pair.reference().text("%,.0f"));
            rig.print(
                    "  subject    %s rows/s, Collector into SQLite",
                    pair.subject().text("%,.0f"));
            rig.print(
                    "  rows       %,d of %,d tables, %,d bytes each on average; a new database each time",
                    last.rows(),
                    pack.queries().stream()
                            .filter(query -> query.scope() == Scope.ACCOUNT)
                            .count(),
                    last.bytes() / Math.max(1, last.rows()));
        }
    }

    /** What the AWS API is asked for is no row from PostgreSQL. */
    private static Pack databaseOnly(Pack pack) {
        List<QuerySpec> queries =
                pack.queries().stream().filter(QuerySpec::isSql).toList();
        return new Pack(queries, List.of(), List.of());
    }

    private static Collector open(SteampipeConfig config, AwsConfig aws, Pack pack) {
        return Collector.open(
                config, aws, SiemQuestionsConfig.NONE, pack, OwnFacts.NONE, TagKeys.NONE, Clock.systemUTC(), () -> 0.5);
    }

    /** The account that nothing is wrong with but its size. */
    private static Account account(Universe universe) {
        List<Account> accounts = universe.organization().accounts();
        return accounts.stream().filter(each -> !each.management()).findFirst().orElse(accounts.get(0));
    }

    private double counted(Stage stage, SteampipeConfig config, AwsConfig aws, Pack pack) throws Exception {
        String schema;
        try (Collector collector = open(config, aws, pack)) {
            schema = Objects.requireNonNull(
                    account(collector.universe(new Nowhere())).connection());
        }
        Pass all = new Pass(0, 0);
        long started = System.nanoTime();
        try (Connection connection = stage.database().reader().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set jit = off");
            statement.execute("set timezone = 'UTC'");
            statement.execute("set search_path to \"" + schema + "\"");
            connection.setAutoCommit(false);
            for (QuerySpec query : pack.queries()) {
                if (query.scope() == Scope.ACCOUNT) {
                    all = all.with(count(connection, String.valueOf(query.sql()), config.fetchSize()));
                }
            }
        }
        double seconds = seconds(started);
        if (all.bytes() == 0) {
            throw new IllegalStateException("nothing was counted");
        }
        return all.rows() / seconds;
    }

    private static Pass count(Connection connection, String sql, int fetchSize) throws SQLException {
        long rows = 0;
        long bytes = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(fetchSize);
            try (ResultSet result = statement.executeQuery(sql)) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    rows++;
                    for (int column = 1; column <= columns; column++) {
                        byte[] value = result.getBytes(column);
                        bytes += value == null ? 0 : value.length;
                    }
                }
            }
        } catch (SQLException e) {
            // The demo's organization has tables that fail; the subject meets them as well.
            connection.rollback();
        }
        connection.rollback();
        return new Pass(rows, bytes);
    }

    private double collected(Rig rig, SteampipeConfig config, AwsConfig aws, Pack pack) throws Exception {
        Path file = rig.scratch().resolve("rows-" + files++ + ".db");
        try (State state = State.open(StateConfig.sqlite(file), Clock.systemUTC());
                Collector collector = open(config, aws, pack)) {
            RunId run = new RunId(new UUID(Rig.SEED, files));
            state.runs().start(run, Instant.EPOCH);
            Into sink = new Into(state, run);
            Universe universe = collector.universe(sink);
            sink.reset();
            long started = System.nanoTime();
            List<Slice> slices = collector.collect(account(universe), sink);
            double seconds = seconds(started);
            if (slices.isEmpty() || sink.rows == 0) {
                throw new IllegalStateException("nothing was read");
            }
            last = new Pass(sink.rows, sink.bytes);
            return sink.rows / seconds;
        }
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }

    /** Writes tables into a run, as an audit does, and counts what was kept. */
    private static final class Into implements TableSink {

        private final State state;
        private final RunId run;
        private long rows;
        private long bytes;

        Into(State state, RunId run) {
            this.state = state;
            this.run = run;
        }

        void reset() {
            rows = 0;
            bytes = 0;
        }

        @Override
        public Writer open(AccountId account, QueryId query) {
            TableWriter writer = state.tables().write(run, account, query);
            return new Writer() {
                private long size;

                @Override
                public void append(byte[] row, byte[] key) {
                    size += row.length;
                    writer.append(row, key);
                }

                @Override
                public TableDigest commit() {
                    TableDigest digest = writer.commit();
                    rows += digest.rows();
                    bytes += size;
                    return digest;
                }

                @Override
                public void close() {
                    writer.close();
                }
            };
        }

        @Override
        public OptionalLong previousRows(AccountId account, QueryId query) {
            return state.tables().previousRows(account, query);
        }
    }

    /** Forgets everything. */
    private static final class Nowhere implements TableSink {

        @Override
        public Writer open(AccountId account, QueryId query) {
            return new Writer() {
                private long rows;

                @Override
                public void append(byte[] row, byte[] key) {
                    rows++;
                }

                @Override
                public TableDigest commit() {
                    return new TableDigest(rows, "");
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public OptionalLong previousRows(AccountId account, QueryId query) {
            return OptionalLong.empty();
        }
    }
}
