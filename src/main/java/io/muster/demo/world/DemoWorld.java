package io.muster.demo.world;

import io.muster.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;

/** A synthetic organization, the same for the same shape: who is in it, what is wrong where, and all its rows. */
public final class DemoWorld {

    private static final int SMALLEST = 3;
    private static final int WORTH_A_SECOND_WRITER = 50;
    private static final int ROWS_WITHOUT_EXTRA = 200;

    private final Shape shape;
    private final List<DemoAccount> accounts;

    /**
     * How large the world is, and which one.
     *
     * @param accounts at least 3: management, security and log archive
     * @param regions enabled regions of every account, at least 3, us-east-1 among them
     * @param rows about how many rows an account has over all tables; below a few hundred it has no more than it needs
     * @param seed another seed gives other ids and, beyond the first 12 accounts, other flaws
     * @param now the time that the rows are of
     * @param layout how Steampipe is run
     * @param flawed whether anything is wrong at all
     */
    public record Shape(
            int accounts, List<String> regions, int rows, long seed, Instant now, Layout layout, boolean flawed) {

        public Shape {
            regions = regions.stream().sorted().toList();
            if (regions.size() < 3 || !regions.contains("us-east-1")) {
                throw new IllegalArgumentException("three regions at least, us-east-1 among them: " + regions);
            }
            if (accounts < SMALLEST) {
                throw ProblemException.usage(
                        "The demo organization cannot have " + accounts + " accounts.",
                        "It needs a management, a security and a log archive account.",
                        "--accounts 3 or more");
            }
            if (rows < 0) {
                throw ProblemException.usage("An account cannot have " + rows + " rows.", "", "--rows 300");
            }
        }

        /** The world of {@code muster demo}. */
        public static Shape standard(int accounts, Instant now) {
            return new Shape(
                    accounts,
                    List.of("ap-southeast-2", "eu-central-1", "eu-west-1", "us-east-1"),
                    300,
                    20261124,
                    now,
                    Layout.AGGREGATOR,
                    true);
        }

        public Shape withRows(int others) {
            return new Shape(accounts, regions, others, seed, now, layout, flawed);
        }

        public Shape withSeed(long other) {
            return new Shape(accounts, regions, rows, other, now, layout, flawed);
        }

        public Shape withLayout(Layout other) {
            return new Shape(accounts, regions, rows, seed, now, other, flawed);
        }

        public Shape withoutFlaws() {
            return new Shape(accounts, regions, rows, seed, now, layout, false);
        }
    }

    private DemoWorld(Shape shape, List<DemoAccount> accounts) {
        this.shape = shape;
        this.accounts = List.copyOf(accounts);
    }

    public static DemoWorld of(Shape shape) {
        return new DemoWorld(shape, Cast.of(shape));
    }

    public Shape shape() {
        return shape;
    }

    public List<DemoAccount> accounts() {
        return accounts;
    }

    /**
     * {@link #fill}, for the demo itself: a database that does not take the world is a problem.
     *
     * @return how many rows were written
     */
    public long fillOrExplain(DataSource owner) {
        try {
            return fill(owner);
        } catch (SQLException e) {
            throw ProblemException.couldNotRun(
                    "The demo organization could not be written to the embedded PostgreSQL.",
                    String.valueOf(e.getMessage()),
                    "check that there is room on the disk",
                    e);
        }
    }

    /**
     * Writes everything into an empty database.
     *
     * @param owner opens connections of the owner of the database
     * @return how many rows were written
     */
    public long fill(DataSource owner) throws SQLException {
        SteampipeTables tables = SteampipeTables.load();
        List<Tripwire> tripwires = tripwires(tables);
        SteampipeSchema schema = new SteampipeSchema(tables, shape.layout());
        try (Connection connection = owner.getConnection()) {
            schema.create(connection, accounts);
            schema.layTripwires(connection, tripwires);
            Sheets sheets = new Sheets(tables, tripwires, connection);
            sheets.addTripwires();
            long rows = sheets.finish();
            if (accounts.size() < WORTH_A_SECOND_WRITER) {
                rows += write(accounts, connection, tables, tripwires);
            } else {
                rows += writeByHalves(owner, connection, tables, tripwires);
            }
            schema.index(connection);
            return rows;
        }
    }

    private long writeByHalves(
            DataSource owner, Connection connection, SteampipeTables tables, List<Tripwire> tripwires)
            throws SQLException {
        int middle = accounts.size() / 2;
        FutureTask<Long> half = new FutureTask<>(() -> {
            try (Connection other = owner.getConnection()) {
                return write(accounts.subList(middle, accounts.size()), other, tables, tripwires);
            }
        });
        new Thread(half, "demo-world").start();
        long rows = write(accounts.subList(0, middle), connection, tables, tripwires);
        try {
            return rows + half.get();
        } catch (ExecutionException e) {
            throw new SQLException(e.getCause());
        } catch (InterruptedException e) {
            half.cancel(true);
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while the demo world was written", e);
        }
    }

    private long write(List<DemoAccount> some, Connection connection, SteampipeTables tables, List<Tripwire> tripwires)
            throws SQLException {
        int extra = Math.max(0, shape.rows() - ROWS_WITHOUT_EXTRA);
        List<AccountRows> kinds = List.of(
                new OrganizationRows(accounts, shape.now()),
                new PolicyRows(),
                new IdentityRows(accounts, shape.now(), extra * 6 / 100),
                new TrailRows(accounts, shape.now()),
                new DetectionRows(accounts, shape.now()),
                new SiemRows(),
                new WatchRows(),
                new SourceRows(shape.now()),
                new NetworkRows(shape.now(), extra),
                new HostRows(shape.now(), extra),
                new IsolationRows(shape.now()),
                new CopyRows(shape.now()),
                new BucketRows(shape.now(), extra),
                new WorkloadRows(shape.now(), extra));
        Sheets sheets = new Sheets(tables, tripwires, connection);
        for (DemoAccount account : some) {
            for (AccountRows kind : kinds) {
                if (account.isConnected()) {
                    kind.write(account, sheets);
                }
            }
        }
        return sheets.finish();
    }

    private List<Tripwire> tripwires(SteampipeTables tables) {
        List<Tripwire> tripwires = new ArrayList<>();
        for (DemoAccount account : accounts) {
            account.troubles().forEach(trouble -> tripwires.addAll(trouble.tripwires(account, tables)));
            if (account.isConnected() && !account.isManagement() && !account.has(Trouble.CREDENTIALS_ARE_DEAD)) {
                new TreeMap<>(OrganizationRows.MANAGEMENT_ONLY)
                        .forEach((table, operation) -> tables.find(table)
                                .ifPresent(found -> tripwires.add(Tripwire.of(
                                        table,
                                        account,
                                        null,
                                        Tripwire.Kind.FAILING,
                                        Refusal.notManagement(operation)))));
            }
        }
        return tripwires;
    }
}
