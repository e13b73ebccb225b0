package io.muster.remediate.drill;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import io.muster.finding.Reason;
import io.muster.problem.ProblemException;
import io.muster.remediate.aws.AwsAccess;
import io.muster.remediate.aws.AwsFailure;
import io.muster.remediate.aws.Calls;
import io.muster.remediate.aws.Member;
import io.muster.remediate.aws.Pause;
import io.muster.remediate.aws.Rate;
import io.muster.remediate.drill.AccountDrill.Entry;
import io.muster.settings.Secret;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * The drill over the accounts: each by itself, several at once, and what fails in one costs only that one. It calls
 * nothing but AssumeRole, GetCallerIdentity, GetRole, SimulatePrincipalPolicy, and EC2 with DryRun.
 */
public final class Drill {

    private static final String CHAIN_LIMIT = "1 hour session limit";

    private final AwsAccess aws;
    private final Setup setup;
    private final Clock clock;
    private final Pause pause;
    private final DoubleSupplier random;

    /**
     * What is drilled.
     *
     * @param role of the responders, with its path if it has one
     * @param auditRole assumed to simulate; null simulates with the caller's own credentials, or the responder's
     * @param auditExternalId null when the audit role's trust asks for none
     * @param organization null where there is none
     * @param session the name of the responder's session, which the member's CloudTrail shows
     */
    public record Setup(
            DrillConfig config,
            String role,
            @Nullable String auditRole,
            @Nullable Secret auditExternalId,
            AccountId caller,
            String partition,
            @Nullable String organization,
            @Nullable AccountId securityAccount,
            List<String> regions,
            String session,
            List<Probe> probes) {

        public Setup {
            requireNonNull(config, "config is null");
            requireNonNull(role, "role is null");
            requireNonNull(caller, "caller is null");
            requireNonNull(partition, "partition is null");
            requireNonNull(session, "session is null");
            regions = List.copyOf(regions);
            probes = List.copyOf(probes);
        }
    }

    public Drill(AwsAccess aws, Setup setup, Clock clock, Pause pause, DoubleSupplier random) {
        this.aws = aws;
        this.setup = setup;
        this.clock = clock;
        this.pause = pause;
        this.random = random;
    }

    /** Drills every account, ordered by id; {@code done} hears of each when it is done. */
    public List<AccountDrill> run(List<Member> accounts, Consumer<AccountDrill> done) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(setup.config().parallel(), task -> {
            Thread thread = new Thread(task, "drill");
            thread.setDaemon(true);
            return thread;
        });
        try (IamClient iam = aws.build(IamClient.builder(), home())) {
            ExecutorCompletionService<AccountDrill> service = new ExecutorCompletionService<>(threads);
            List<Future<AccountDrill>> all = new ArrayList<>();
            accounts.forEach(account -> all.add(service.submit(() -> drill(account, iam))));
            List<AccountDrill> drills = new ArrayList<>();
            for (int count = 0; count < all.size(); count++) {
                AccountDrill drill = get(service.take());
                done.accept(drill);
                drills.add(drill);
            }
            drills.sort(Comparator.comparing(AccountDrill::account));
            return List.copyOf(drills);
        } finally {
            threads.shutdownNow();
        }
    }

    private static AccountDrill get(Future<AccountDrill> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private String home() {
        return switch (setup.partition()) {
            case "aws-cn" -> "cn-north-1";
            case "aws-us-gov" -> "us-gov-west-1";
            default -> "us-east-1";
        };
    }

    private record Way(Entry entry, String why, Reason reason) {}

    private AccountDrill drill(Member member, IamClient iam) throws InterruptedException {
        // Each account has its own, so that one that never answers stops the asking of no other.
        Calls calls = new Calls(clock, pause, random);
        Rate rate = new Rate(setup.config().callsPerSecond(), clock, pause);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        AwsCredentialsProvider responder = aws.assume(responder(member));
        Way way = enter(responder, member, calls, rate);
        String role = arn(member, setup.role());
        List<Decision> decisions = new ArrayList<>();
        boolean scpsSeen = false;
        AwsFailure refusal = null;
        for (AwsCredentialsProvider simulator : simulators(member, way, responder)) {
            try {
                role = realArn(iam, simulator, role, calls, rate);
                Simulation.Result result =
                        new Simulation(iam, simulator, calls, rate, subject(member, role, now)).run();
                decisions.addAll(result.decisions());
                scpsSeen = result.scpsSeen();
                refusal = null;
                break;
            } catch (AwsFailure e) {
                refusal = e;
                if (e.kind() == AwsFailure.Kind.ABSENT) {
                    break;
                }
            }
        }
        if (way.entry() == Entry.PROVEN) {
            for (Probe probe : setup.probes()) {
                if (probe.account().equals(member.id())) {
                    decisions.addAll(probe.run(aws, responder, calls, rate, setup.partition()));
                }
            }
        }
        return new AccountDrill(
                member.id(),
                member.name(),
                member.management(),
                role,
                now,
                way.entry(),
                way.why(),
                refusal == null ? null : why(refusal),
                scpsSeen,
                decisions,
                Judgement.of(
                        member.id(),
                        role,
                        way.entry(),
                        way.why(),
                        way.reason(),
                        refusal != null && refusal.kind() == AwsFailure.Kind.ABSENT,
                        refusal == null ? null : refusal.kind().reason(),
                        refusal == null ? "" : why(refusal),
                        decisions));
    }

    /** With whose permissions the simulation is asked for, in the order in which they are tried. */
    private List<AwsCredentialsProvider> simulators(Member member, Way way, AwsCredentialsProvider responder) {
        List<AwsCredentialsProvider> simulators = new ArrayList<>();
        if (setup.auditRole() != null) {
            simulators.add(aws.assume(audit(member, setup.auditRole())));
        }
        if (member.id().equals(setup.caller())) {
            simulators.add(aws.own());
        }
        if (way.entry() == Entry.PROVEN || simulators.isEmpty()) {
            simulators.add(responder);
        }
        return simulators;
    }

    private AssumeRoleRequest responder(Member member) {
        AssumeRoleRequest.Builder request = AssumeRoleRequest.builder()
                .roleArn(arn(member, setup.role()))
                .roleSessionName(setup.session())
                .durationSeconds((int) setup.config().duration().toSeconds());
        if (setup.config().externalId() != null) {
            request.externalId(setup.config().externalId().reveal());
        }
        if (!setup.config().tags().isEmpty()) {
            List<Tag> tags = new ArrayList<>();
            new java.util.TreeMap<>(setup.config().tags())
                    .forEach((key, value) ->
                            tags.add(Tag.builder().key(key).value(value).build()));
            request.tags(tags);
        }
        return request.build();
    }

    private AssumeRoleRequest audit(Member member, String role) {
        AssumeRoleRequest.Builder request =
                AssumeRoleRequest.builder().roleArn(arn(member, role)).roleSessionName(setup.session());
        if (setup.auditExternalId() != null) {
            request.externalId(setup.auditExternalId().reveal());
        }
        return request.build();
    }

    private String arn(Member member, String role) {
        return "arn:" + setup.partition() + ":iam::" + member.id() + ":role/" + role;
    }

    private Way enter(AwsCredentialsProvider responder, Member member, Calls calls, Rate rate)
            throws InterruptedException {
        try {
            String account = calls.ask(
                            rate,
                            () -> aws.sts()
                                    .getCallerIdentity(request -> request.overrideConfiguration(
                                            override -> override.credentialsProvider(responder))))
                    .account();
            return account.equals(member.id().value())
                    ? new Way(Entry.PROVEN, "", Reason.SILENT)
                    : new Way(Entry.UNKNOWN, "the session is one of account " + account, Reason.NOT_COLLECTED);
        } catch (AwsFailure e) {
            return switch (e.kind()) {
                case DENIED ->
                    new Way(
                            Entry.REFUSED,
                            e.getMessage()
                                    + " (AWS says the same when the role is missing, when its trust does not name"
                                    + " the caller, when the external id is wrong, and when the caller may not assume)",
                            Reason.DENIED);
                case REFUSED ->
                    new Way(
                            Entry.REFUSED,
                            e.getMessage()
                                    + (String.valueOf(e.getMessage()).contains(CHAIN_LIMIT)
                                            ? "; set drill.duration: 1h or less"
                                            : ""),
                            Reason.DENIED);
                case CREDENTIALS, ABSENT, THROTTLED, TIMED_OUT, UNREACHABLE, SERVER ->
                    new Way(
                            Entry.UNKNOWN,
                            String.valueOf(e.getMessage()),
                            e.kind().reason());
            };
        }
    }

    /** The ARN with the role's path, which a simulation wants; as configured where the role may not be read. */
    private String realArn(IamClient iam, AwsCredentialsProvider credentials, String configured, Calls calls, Rate rate)
            throws InterruptedException {
        String name = configured.substring(configured.lastIndexOf('/') + 1);
        try {
            return calls.ask(
                            rate,
                            () -> iam.getRole(request -> request.roleName(name)
                                    .overrideConfiguration(override -> override.credentialsProvider(credentials))))
                    .role()
                    .arn();
        } catch (AwsFailure e) {
            if (e.kind() == AwsFailure.Kind.DENIED) {
                return configured;
            }
            throw e;
        }
    }

    private Simulation.Subject subject(Member member, String role, Instant now) {
        return new Simulation.Subject(
                member.id(),
                setup.partition(),
                role,
                setup.organization(),
                member.management(),
                setup.securityAccount(),
                setup.config().resources(),
                setup.regions(),
                setup.config().mfa(),
                setup.config().sourceIp(),
                now);
    }

    private static String why(AwsFailure failure) {
        return failure.kind() == AwsFailure.Kind.ABSENT
                ? "the role is not there"
                : String.valueOf(failure.getMessage());
    }

    /** How many accounts stand how, for the last line of a drill. */
    public static Map<Entry, Long> count(List<AccountDrill> drills) {
        Map<Entry, Long> counts = new LinkedHashMap<>();
        for (Entry entry : Entry.values()) {
            counts.put(
                    entry,
                    drills.stream().filter(drill -> drill.entry() == entry).count());
        }
        return counts;
    }

    /** A name for the sessions of a drill that AWS takes. */
    public static String sessionName(String suffix) {
        String name = "muster-drill-" + suffix.replaceAll("[^A-Za-z0-9+=,.@_-]", "-");
        return name.substring(0, Math.min(name.length(), 64));
    }

    /** The role's name with its path, from what may be an ARN. */
    public static String roleName(String text) {
        String name = text.contains(":role/") ? text.substring(text.indexOf(":role/") + ":role/".length()) : text;
        if (!name.matches("[A-Za-z0-9+=,.@_/-]{1,576}") || name.startsWith("/") || name.endsWith("/")) {
            throw ProblemException.usage(
                    "'" + text + "' is no name of a role.",
                    "",
                    "drill.role: incident-responder, or path/incident-responder");
        }
        return name;
    }
}
