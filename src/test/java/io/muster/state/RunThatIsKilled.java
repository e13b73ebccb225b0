package io.muster.state;

import io.muster.finding.AccountId;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.finding.RunId;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import io.muster.inventory.Confirmation;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A process that does one run after the other until it is killed; what run N writes says N everywhere. */
final class RunThatIsKilled {

    static final int ACCOUNTS = 10;
    static final int ROWS = 200;
    static final int FINDINGS = 40;
    static final List<QueryId> QUERIES =
            IntStream.range(0, 5).mapToObj(i -> new QueryId("query_" + i)).collect(Collectors.toList());
    static final QueryId LARGE = new QueryId("query_large");

    private RunThatIsKilled() {}

    static RunId runId(int number) {
        return new RunId(new UUID(0x0190_0000_0000_7000L + number, 0x8000_0000_0000_0000L + number));
    }

    static Instant time(int number) {
        return Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofHours(number));
    }

    static AccountId account(int number) {
        return new AccountId(String.valueOf(100_000_000_000L + number));
    }

    static String row(int run, int row) {
        return "{\"row\":" + row + ",\"run\":" + (row % 10 == 0 ? run : 0) + ",\"text\":\"" + "x".repeat(60) + "\"}";
    }

    /** Arguments: the SQLite file, and the number of the first run. */
    public static void main(String[] arguments) {
        try (State state = State.open(StateConfig.sqlite(Path.of(arguments[0])), Clock.systemUTC());
                Lease lease = state.lease("audit")) {
            for (int number = Integer.parseInt(arguments[1]); ; number++) {
                lease.confirm();
                state.runs().start(runId(number), time(number));
                say("started " + number);
                int run = number;
                IntStream.range(0, ACCOUNTS).parallel().forEach(account -> write(state, run, account(account)));
                say("promotes " + number);
                state.runs().complete(runId(number), time(number).plusSeconds(60));
                say("complete " + number);
            }
        }
    }

    @SuppressWarnings("SystemOut")
    private static void say(String line) {
        System.out.println(line);
    }

    private static void write(State state, int run, AccountId account) {
        for (QueryId query : QUERIES) {
            write(state, run, account, query, ROWS);
        }
        if (account.equals(account(0))) {
            write(state, run, account, LARGE, ROWS * 50);
        }
        state.manifest()
                .add(
                        runId(run),
                        QUERIES.stream()
                                .map(query -> Slice.read(
                                        account, query, null, ROWS, Duration.ofMillis(1), null, Confirmation.ROWS))
                                .collect(Collectors.toList()));
        state.findings()
                .record(
                        runId(run),
                        account,
                        IntStream.range(0, FINDINGS)
                                .mapToObj(i -> finding(run, account, i))
                                .collect(Collectors.toList()));
    }

    private static void write(State state, int run, AccountId account, QueryId query, int rows) {
        try (TableWriter writer = state.tables().write(runId(run), account, query)) {
            for (int row = 0; row < rows; row++) {
                writer.append(
                        row(run, row).getBytes(StandardCharsets.UTF_8),
                        ("[" + row + "]").getBytes(StandardCharsets.UTF_8));
            }
            writer.commit();
        }
        try (AssetWriter writer = state.assets().write(runId(run), account, query)) {
            for (int i = 0; i < 50; i++) {
                writer.append(asset(run, account, query, i));
            }
            writer.commit();
        }
    }

    private static Finding finding(int run, AccountId account, int number) {
        return new Finding(
                new CheckId("check_" + number % 10),
                "title",
                Severity.LOW,
                Verdict.FAIL,
                null,
                account,
                "name",
                null,
                "arn:" + number,
                number % 4 == 0 ? "is bad in run " + run : "is bad",
                null,
                "{}",
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static Asset asset(int run, AccountId account, QueryId query, int number) {
        String name = number % 5 == 0 ? "i-" + run : "i-0";
        return new Asset(
                "name",
                account + "-" + query + "-" + number,
                account,
                "name",
                null,
                "AWS::EC2::Instance",
                null,
                name,
                null,
                null,
                null,
                null,
                null,
                query.value(),
                null);
    }
}
