package io.muster.check;

import io.muster.finding.AccountId;
import io.muster.finding.Finding;
import io.muster.finding.Reason;
import io.muster.inventory.Account;
import io.muster.inventory.AccountState;
import io.muster.inventory.Confirmation;
import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One organization with one member that was read, as a checker sees it. */
final class World implements TableReader {

    static final Instant NOW = Instant.parse("2026-11-24T05:00:00Z");
    static final AccountId MANAGEMENT = new AccountId("999999999999");
    static final AccountId MEMBER = new AccountId("111111111111");
    static final List<String> REGIONS = List.of("eu-west-1", "us-east-1");

    private final Map<String, List<byte[]>> tables = new TreeMap<>();
    private final List<Slice> slices = new ArrayList<>();

    static Basis basis() {
        return new Basis(Expectations.NONE, Exceptions.none(), Attestations.none(), NOW);
    }

    static Account account(AccountId id, AccountState state, @Nullable String connection) {
        return new Account(
                id,
                "account " + id,
                "root@example.com",
                state,
                "aws",
                id.equals(MANAGEMENT),
                REGIONS,
                Map.of("team", "payments"),
                "payments",
                "prod",
                null,
                connection);
    }

    static Account member() {
        return account(MEMBER, AccountState.ACTIVE, "aws_member");
    }

    static Organization organization() {
        return new Organization(
                "o-example", MANAGEMENT, List.of(member(), account(MANAGEMENT, AccountState.ACTIVE, "aws_management")));
    }

    static Organization standAlone() {
        return new Organization(null, null, List.of(member()));
    }

    static String vpc(String region, String id, @Nullable String state) {
        return "{\"account_id\":\"111111111111\",\"region\":\"" + region + "\",\"vpc_id\":\"" + id + "\",\"state\":"
                + (state == null ? "null" : "\"" + state + "\"") + ",\"is_default\":null}";
    }

    /** A regional table of the member, read in both regions. */
    World read(String query, String... rows) {
        REGIONS.forEach(region -> slices.add(slice(MEMBER, query, region)));
        return store(MEMBER, query, rows);
    }

    /** A table without regions. */
    World readGlobal(AccountId account, String query, String... rows) {
        slices.add(slice(account, query, null));
        return store(account, query, rows);
    }

    /** A regional table of the member, of which one region was denied. */
    World readOnly(String query, String region, String... rows) {
        for (String each : REGIONS) {
            slices.add(each.equals(region) ? slice(MEMBER, query, each) : denied(query, each));
        }
        return store(MEMBER, query, rows);
    }

    World unread(String query) {
        slices.add(denied(query, null));
        return this;
    }

    World slice(Slice slice) {
        slices.add(slice);
        return this;
    }

    private static Slice slice(AccountId account, String query, @Nullable String region) {
        return Slice.read(account, new QueryId(query), region, 0, Duration.ZERO, "0", Confirmation.ROWS);
    }

    private static Slice denied(String query, @Nullable String region) {
        return Slice.unreadable(
                MEMBER,
                new QueryId(query),
                region,
                Reason.DENIED,
                "AccessDenied: not authorized to perform ec2:DescribeVpcs",
                Duration.ZERO);
    }

    /** Two rows a chunk. */
    private World store(AccountId account, String query, String... rows) {
        List<byte[]> chunks = new ArrayList<>();
        for (int from = 0; from < rows.length; from += 2) {
            String chunk = String.join("\n", List.of(rows).subList(from, Math.min(rows.length, from + 2)));
            chunks.add((chunk + (from % 4 == 0 ? "\n" : "")).getBytes(StandardCharsets.UTF_8));
        }
        tables.put(account + "/" + query, chunks);
        return this;
    }

    List<Slice> slices() {
        return slices;
    }

    List<Finding> decide(Checker checker) {
        return checker.decide(member(), organization(), slices, this);
    }

    @Override
    public long size(AccountId account, QueryId query) {
        return tables.getOrDefault(account + "/" + query, List.of()).stream()
                .mapToLong(chunk -> chunk.length)
                .sum();
    }

    @Override
    public void read(AccountId account, QueryId query, Consumer<byte[]> chunks) {
        tables.getOrDefault(account + "/" + query, List.of()).forEach(chunks);
    }
}
