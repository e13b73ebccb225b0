package io.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.catalog.CheckSpec;
import io.muster.catalog.Column;
import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.Scope;
import io.muster.finding.AccountId;
import io.muster.finding.Finding;
import io.muster.finding.Reason;
import io.muster.finding.Verdict;
import io.muster.inventory.Account;
import io.muster.inventory.AccountState;
import io.muster.inventory.Confirmation;
import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import io.muster.inventory.TagKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every check of the pack in the worlds where tools like this one say "pass" by mistake: nothing there, nothing readable,
 * nothing filled in, one region unreadable. Each check must say something, none may fail itself, none may pass.
 */
final class PackWorldsIT {

    /** Checks that may pass where there is nothing at all, because absence is good. */
    private static final Map<String, String> GOOD_WHEN_EMPTY = goodWhenEmpty();

    private static Map<String, String> goodWhenEmpty() {
        Map<String, String> reasons = new TreeMap<>();
        reasons.put("leaked_key_quarantine_absent", "without users no key of a user can have leaked");
        reasons.put(
                "root_address_company_owned",
                "judges the account's own address; other accounts could only add a fault");
        return reasons;
    }

    /** Reasons that are the check's own fault in these worlds. */
    private static final Set<Reason> OWN_FAULTS =
            EnumSet.of(Reason.POLICY_ERROR, Reason.SILENT, Reason.TIMED_OUT, Reason.UNREACHABLE);

    private static final Pack PACK = RealPack.load();
    private static final Expectations CONFIGURED = new Expectations(
            new AccountId("222222222222"),
            new AccountId("333333333333"),
            new Expectations.ResponderRole("incident-responder", new AccountId("222222222222"), Duration.ofHours(4)),
            "muster-audit",
            new Expectations.SecurityContact("soc@example.com", "Security Operations", "SOC", "+1 555 0100"),
            new TagKeys(List.of("owner"), List.of("environment"), List.of("data")),
            List.of(new Expectations.DataClass("customer-*", null, "confidential")),
            Duration.ofDays(365));

    private static Checker configured;
    private static Checker unconfigured;

    @BeforeAll
    static void start() {
        OpaBinary binary = new OpaBinary(OpaConfig.standard(), System.getenv());
        configured = start(binary, CONFIGURED);
        unconfigured = start(binary, Expectations.NONE);
    }

    private static Checker start(OpaBinary binary, Expectations expectations) {
        Basis basis = new Basis(expectations, Exceptions.none(), Attestations.none(), World.NOW);
        return Checker.start(OpaConfig.standard(), binary, PACK, basis, line -> {});
    }

    @AfterAll
    static void stop() {
        configured.close();
        unconfigured.close();
    }

    /** How the queries of a world were read. */
    private enum Reading {
        ALL,
        NONE,
        ONE_REGION
    }

    /** One world: how far it was read, and what stands in it. */
    private record Case(String name, Reading reading, boolean rows) implements TableReader {

        List<Slice> slices(AccountId account) {
            List<Slice> slices = new ArrayList<>();
            for (QuerySpec query : PACK.queries()) {
                AccountId owner = query.scope() == Scope.ORGANIZATION ? World.MANAGEMENT : account;
                if (reading == Reading.NONE) {
                    slices.add(denied(owner, query, null));
                } else if (!query.regional()) {
                    slices.add(read(owner, query, null));
                } else {
                    slices.add(
                            reading == Reading.ALL
                                    ? read(owner, query, "eu-west-1")
                                    : denied(owner, query, "eu-west-1"));
                    slices.add(read(owner, query, "us-east-1"));
                }
            }
            return slices;
        }

        private static Slice read(AccountId owner, QuerySpec query, @Nullable String region) {
            return Slice.read(owner, query.id(), region, 0, Duration.ZERO, "0", Confirmation.ROWS);
        }

        private static Slice denied(AccountId owner, QuerySpec query, @Nullable String region) {
            return Slice.unreadable(owner, query.id(), region, Reason.DENIED, "AccessDenied", Duration.ZERO);
        }

        @Override
        public long size(AccountId account, QueryId query) {
            return rows ? 500 : 0;
        }

        @Override
        public void read(AccountId account, QueryId query, Consumer<byte[]> chunks) {
            if (rows) {
                chunks.accept(blankRow(PACK.query(query).orElseThrow(), account).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** A row in which every column is null that may be. */
    private static String blankRow(QuerySpec query, AccountId account) {
        ObjectNode row = new ObjectMapper().createObjectNode();
        for (Column column : query.columns()) {
            if (column.nullable()) {
                row.putNull(column.name());
                continue;
            }
            switch (column.type()) {
                case TEXT -> row.put(column.name(), text(column.name(), account));
                case BOOLEAN -> row.put(column.name(), false);
                case BIGINT, DOUBLE, NUMERIC -> row.put(column.name(), 0);
                case TIMESTAMPTZ -> row.put(column.name(), "2026-11-01T00:00:00Z");
                case JSONB -> row.putObject(column.name());
                case INET -> row.put(column.name(), "10.0.0.1");
                case CIDR -> row.put(column.name(), "10.0.0.0/16");
            }
        }
        return row.toString();
    }

    private static String text(String column, AccountId account) {
        if (column.equals("region")) {
            return "us-east-1";
        }
        if (column.equals("arn") || column.endsWith("_arn")) {
            return "arn:aws:service:us-east-1:" + account + ":thing/blank";
        }
        if (column.equals("account_id") || column.endsWith("_account_id")) {
            return account.value();
        }
        return "blank";
    }

    /** What every check says in a world, by "check (who, how configured)". */
    private static Map<String, List<Finding>> answers(Case world) {
        Map<String, List<Finding>> answers = new LinkedHashMap<>();
        for (boolean full : List.of(true, false)) {
            Checker checker = full ? configured : unconfigured;
            String how = full ? ", configured)" : ", not configured)";
            Organization organization = world.rows() ? blank(World.organization()) : World.organization();
            for (Account account : organization.accounts()) {
                String who = account.management() ? " (management account" : " (member";
                collect(
                        checker.decide(account, organization, world.slices(account.id()), world),
                        Scope.ACCOUNT,
                        who + how,
                        answers);
            }
            collect(
                    checker.decideOrganization(organization, world.slices(World.MANAGEMENT), world),
                    Scope.ORGANIZATION,
                    " (organization" + how,
                    answers);
            Organization alone = world.rows() ? blank(World.standAlone()) : World.standAlone();
            collect(
                    checker.decide(alone.accounts().get(0), alone, world.slices(World.MEMBER), world),
                    Scope.ACCOUNT,
                    " (stand-alone" + how,
                    answers);
        }
        return answers;
    }

    /** The same accounts, of which little more than the id is known. */
    private static Organization blank(Organization organization) {
        return new Organization(
                organization.id(),
                organization.managementAccount(),
                organization.accounts().stream()
                        .map(account -> new Account(
                                account.id(),
                                "",
                                "",
                                AccountState.ACTIVE,
                                "aws",
                                account.management(),
                                account.regions(),
                                Map.of(),
                                null,
                                null,
                                null,
                                "aws"))
                        .collect(Collectors.toList()));
    }

    private static void collect(
            List<Finding> findings, Scope scope, String suffix, Map<String, List<Finding>> answers) {
        for (CheckSpec check : PACK.checks()) {
            if (check.scope() == scope) {
                answers.put(
                        check.id() + suffix,
                        findings.stream()
                                .filter(finding -> finding.check().equals(check.id()))
                                .collect(Collectors.toList()));
            }
        }
    }

    private static CheckSpec check(String name) {
        String id = name.substring(0, name.indexOf(' '));
        return PACK.checks().stream()
                .filter(check -> check.id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static boolean readsRegions(CheckSpec check) {
        return check.inventory().stream().flatMap(id -> PACK.query(id).stream()).anyMatch(QuerySpec::regional);
    }

    /** Each says something without failing itself, and passes only where that is allowed. */
    private static void require(Case world, Predicate<String> mayPass, Predicate<Finding> mayPassWith) {
        SoftAssertions all = new SoftAssertions();
        answers(world).forEach((name, findings) -> {
            all.assertThat(findings)
                    .as("%s says something in %s", name, world.name())
                    .isNotEmpty();
            all.assertThat(said(findings, finding -> finding.reason() != null && OWN_FAULTS.contains(finding.reason())))
                    .as("%s does not fail itself in %s", name, world.name())
                    .isEmpty();
            if (!mayPass.test(name)) {
                all.assertThat(said(
                                findings, finding -> finding.verdict() == Verdict.PASS && !mayPassWith.test(finding)))
                        .as("%s does not pass in %s", name, world.name())
                        .isEmpty();
            }
        });
        all.assertAll();
    }

    private static List<String> said(List<Finding> findings, Predicate<Finding> which) {
        return findings.stream()
                .filter(which)
                .map(finding ->
                        finding.verdict() + " " + finding.region() + " " + finding.resource() + " " + finding.message())
                .collect(Collectors.toList());
    }

    @Test
    void where_nothing_is_there_a_check_passes_only_if_absence_is_good() {
        require(
                new Case("a world without any row", Reading.ALL, false),
                name -> GOOD_WHEN_EMPTY.containsKey(check(name).id().value()),
                finding -> false);
    }

    @Test
    void where_nothing_could_be_read_no_check_passes_or_fails() {
        Case world = new Case("a world that could not be read", Reading.NONE, true);
        require(world, name -> false, finding -> false);

        answers(world).forEach((name, findings) -> {
            if (!check(name).inventory().isEmpty()) {
                assertThat(findings)
                        .as(name)
                        .singleElement()
                        .extracting(Finding::reason)
                        .isEqualTo(Reason.DENIED);
            }
        });
    }

    @Test
    void where_nothing_is_filled_in_no_check_passes() {
        require(new Case("a world of empty columns", Reading.ALL, true), name -> false, finding -> false);
    }

    @Test
    void where_one_region_could_not_be_read_nothing_passes_as_a_whole() {
        for (boolean rows : List.of(false, true)) {
            require(
                    new Case(
                            "a world with one unread region" + (rows ? " and empty columns" : ""),
                            Reading.ONE_REGION,
                            rows),
                    name -> !rows
                            && !readsRegions(check(name))
                            && GOOD_WHEN_EMPTY.containsKey(check(name).id().value()),
                    finding -> !rows && "us-east-1".equals(finding.region()));
        }
    }
}
