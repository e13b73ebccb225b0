package io.muster.serve;

import io.muster.audit.AuditResult;
import io.muster.catalog.Pack;
import io.muster.finding.AccountId;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.finding.Reason;
import io.muster.finding.RunId;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import io.muster.inventory.Account;
import io.muster.inventory.AccountState;
import io.muster.inventory.Confirmation;
import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import io.muster.push.FileConfig;
import io.muster.push.Publisher;
import io.muster.push.Targets;
import io.muster.push.TargetsConfig;
import io.muster.report.Reports;
import io.muster.report.ReportsConfig;
import io.muster.state.Asset;
import io.muster.state.AssetWriter;
import io.muster.state.Run;
import io.muster.state.State;
import io.muster.state.StateConfig;
import io.muster.state.TableWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A state with a few hand-made runs, and what a service over it is made of. */
final class World implements AutoCloseable {

    static final Instant MONDAY = Instant.parse("2026-03-02T05:00:00Z");
    static final AccountId PAYMENTS = new AccountId("111111111111");
    static final AccountId SANDBOX = new AccountId("222222222222");
    static final String INSTANCE = "arn:aws:ec2:us-east-1:111111111111:instance/i-0123456789abcdef0";
    static final QueryId INSTANCES = new QueryId("ec2_instances");
    static final QueryId TRAILS = new QueryId("cloudtrail_trails");

    final State state;
    final Path folder;
    final Clock clock;
    final Targets targets;
    private final AtomicInteger runs = new AtomicInteger();

    World(StateConfig config, Path folder, Clock clock, boolean withTarget) {
        this.state = State.open(config, clock);
        this.folder = folder;
        this.clock = clock;
        TargetsConfig wanted = withTarget
                ? new TargetsConfig(
                        List.of(FileConfig.of("lake", folder.resolve("events"))), TargetsConfig.DEFAULT_OUTBOX_LIMIT)
                : TargetsConfig.none();
        this.targets = Targets.open(wanted, clock);
    }

    World(StateConfig config, Path folder, Clock clock, TargetsConfig targets) {
        this.state = State.open(config, clock);
        this.folder = folder;
        this.clock = clock;
        this.targets = Targets.open(targets, clock);
    }

    static World sqlite(Path folder, Clock clock) {
        return new World(StateConfig.sqlite(folder.resolve("muster.db")), folder, clock, false);
    }

    Service.Parts parts(ServeConfig serve, AuditJob audit) {
        return parts(serve, new ScheduleConfig("0 5 * * *", "0 6 * * MON", null, ZoneOffset.UTC), audit);
    }

    Service.Parts parts(ServeConfig serve, ScheduleConfig schedule, AuditJob audit) {
        return parts(serve, schedule, audit, null);
    }

    Service.Parts parts(ServeConfig serve, ScheduleConfig schedule, AuditJob audit, @Nullable ContactsJob contacts) {
        Path reportsFolder = folder.resolve("reports");
        ReportsConfig reports = new ReportsConfig(reportsFolder, EnumSet.allOf(ReportsConfig.Form.class));
        return new Service.Parts(
                state,
                Duration.ofDays(400),
                schedule,
                serve,
                audit,
                contacts,
                new Publisher(state, targets),
                targets,
                new Reports(reports, state, new Pack(List.of(), List.of(), List.of()), "1.2.3"),
                reportsFolder,
                "1.2.3",
                clock);
    }

    /** An audit that finds one failure. */
    AuditResult audit() {
        Run run = ran(clock.instant(), List.of(), fail(PAYMENTS, "arn:a", Severity.HIGH));
        return new AuditResult(
                run,
                organization(),
                folder.resolve("reports"),
                List.of(),
                new AuditResult.Deciding(12, 1, Duration.ofSeconds(3), Duration.ofSeconds(1)),
                Optional.empty());
    }

    /** Two days: what was 10.2.3.4 on Monday is another instance on Tuesday. */
    void story() {
        ran(
                MONDAY,
                List.of(
                        asset(
                                "AWS::EC2::Instance",
                                "ip",
                                "10.2.3.4",
                                "arn:aws:ec2:us-east-1:111111111111:instance/old"),
                        asset("AWS::IAM::Role", "role-name", "web", "arn:aws:iam::111111111111:role/web")),
                fail(PAYMENTS, "arn:a", Severity.HIGH));
        ran(
                MONDAY.plus(Duration.ofDays(1)),
                List.of(
                        asset("AWS::EC2::Instance", "ip", "10.2.3.4", INSTANCE),
                        asset("AWS::EC2::Instance", "arn", INSTANCE, INSTANCE),
                        asset("AWS::IAM::Role", "role-name", "web", "arn:aws:iam::111111111111:role/web"),
                        asset("AWS::IAM::User", "name", "web", "arn:aws:iam::111111111111:user/web")),
                fail(PAYMENTS, "arn:a", Severity.HIGH),
                fail(PAYMENTS, "arn:b", Severity.CRITICAL),
                fail(SANDBOX, "<script>alert(1)</script>", Severity.LOW),
                finding(SANDBOX, "root_mfa", Severity.CRITICAL, Verdict.UNKNOWN, SANDBOX.value()),
                finding(PAYMENTS, "root_mfa", Severity.CRITICAL, Verdict.PASS, PAYMENTS.value()));
    }

    Run ran(Instant time, List<Asset> assets, Finding... findings) {
        RunId id = new RunId(new UUID(time.toEpochMilli() << 16 | 0x7000, runs.incrementAndGet()));
        state.runs().start(id, time);
        state.runs().universe(id, organization());
        try (TableWriter writer = state.tables().write(id, PAYMENTS, INSTANCES)) {
            writer.append(
                    "{\"account_id\":\"111111111111\",\"arn\":\"a\"}".getBytes(StandardCharsets.UTF_8),
                    "[\"a\"]".getBytes(StandardCharsets.UTF_8));
            writer.commit();
        }
        try (AssetWriter writer = state.assets().write(id, PAYMENTS, INSTANCES)) {
            assets.forEach(writer::append);
            writer.commit();
        }
        state.manifest()
                .add(
                        id,
                        List.of(
                                Slice.read(
                                        PAYMENTS,
                                        INSTANCES,
                                        "us-east-1",
                                        1,
                                        Duration.ofSeconds(1),
                                        null,
                                        Confirmation.ROWS),
                                Slice.unreadable(
                                        SANDBOX, INSTANCES, "us-east-1", Reason.DENIED, "denied", Duration.ZERO),
                                Slice.notAsked(SANDBOX, TRAILS, Reason.NOT_COLLECTED, "no connection")));
        for (Finding finding : findings) {
            state.findings().record(id, finding.accountId(), List.of(finding));
        }
        return state.runs().complete(id, time.plusSeconds(90));
    }

    static Organization organization() {
        return new Organization("o-acme", PAYMENTS, List.of(account(PAYMENTS, "ann"), account(SANDBOX, null)));
    }

    private static Account account(AccountId id, @Nullable String owner) {
        return new Account(
                id,
                id.equals(PAYMENTS) ? "payments" : "<b>sandbox</b>",
                "root@example.com",
                AccountState.ACTIVE,
                "aws",
                id.equals(PAYMENTS),
                List.of("eu-west-1", "us-east-1"),
                Map.of("Owner", "ann"),
                owner,
                "prod",
                "pii",
                "aws_" + id);
    }

    private static Asset asset(String type, String kind, String key, String arn) {
        return new Asset(
                kind,
                key,
                PAYMENTS,
                "payments",
                "us-east-1",
                type,
                arn,
                "thing",
                "ann",
                "prod",
                "pii",
                null,
                null,
                INSTANCES.value(),
                null);
    }

    static Finding fail(AccountId account, String resource, Severity severity) {
        return finding(account, "log_validation", severity, Verdict.FAIL, resource);
    }

    private static Finding finding(
            AccountId account, String check, Severity severity, Verdict verdict, String resource) {
        return new Finding(
                new CheckId(check),
                "Title of " + check,
                severity,
                verdict,
                verdict == Verdict.UNKNOWN ? Reason.DENIED : null,
                account,
                account.equals(PAYMENTS) ? "payments" : "<b>sandbox</b>",
                null,
                resource,
                "says something",
                verdict == Verdict.PASS ? 7L : null,
                "{\"a\":1}",
                account.equals(PAYMENTS) ? "ann" : null,
                "prod",
                null,
                null,
                null,
                null);
    }

    @Override
    public void close() {
        state.close();
    }
}
