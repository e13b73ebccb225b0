package io.muster.cli;

import com.github.f4b6a3.uuid.UuidCreator;
import io.muster.cli.CommandFactory.Context;
import io.muster.finding.RunId;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import io.muster.permissions.Names;
import io.muster.problem.ProblemException;
import io.muster.remediate.aws.AwsAccess;
import io.muster.remediate.aws.Calls;
import io.muster.remediate.aws.Member;
import io.muster.remediate.aws.Organization;
import io.muster.remediate.aws.Stop;
import io.muster.remediate.drill.AccountDrill;
import io.muster.remediate.drill.AccountDrill.Entry;
import io.muster.remediate.drill.Decision;
import io.muster.remediate.drill.Decision.Outcome;
import io.muster.remediate.drill.Drill;
import io.muster.remediate.drill.DrillConfig;
import io.muster.remediate.drill.DrillFinding;
import io.muster.remediate.drill.DrillJson;
import io.muster.remediate.drill.DrillRecords;
import io.muster.remediate.drill.Probe;
import io.muster.state.State;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster drill}: could responders act, in every account? */
@Command(
        name = "drill",
        description = {
            "Assumes the responders' role in each active account and asks AWS for each step of containment whether the role"
                    + " may do it. It changes nothing, but who watches that role will see it being used: announce the drill."
                    + " Key policies, bucket policies and resource control policies are not simulated.",
            "",
            "What it finds is kept, and the next audits report it for 90 days.",
            "",
            "Example: muster drill --account 111111111111 --probe 111111111111/us-east-1/i-0123456789abcdef0"
        })
final class DrillCommand implements Callable<Integer> {

    private final Context context;

    @Option(names = "--account", paramLabel = "ID", split = ",", description = "Only these accounts (default: all).")
    private List<String> accounts = List.of();

    @Option(
            names = "--probe",
            paramLabel = "ACCOUNT/REGION/INSTANCE",
            description = "Also ask EC2 itself about this instance, with DryRun; may be repeated.")
    private List<String> probes = List.of();

    @Option(names = "--actions", description = "List every action, not only the findings.")
    private boolean actions;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "Answer with exit code 3 from this severity on: critical, high, medium, low, info"
                    + " (default: high).")
    private Severity failOn = Severity.HIGH;

    @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: table).")
    private Listing.Format format = Listing.Format.table;

    DrillCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        AccountIds.of(accounts);
        Wiring wiring = Wiring.ofOptional(context);
        List<Probe> wanted = probes.stream().map(Probe::parse).toList();
        Stop stop = new Stop(wiring.clock());
        Calls calls = new Calls(
                wiring.clock(), stop, () -> ThreadLocalRandom.current().nextDouble());
        try (AwsAccess aws = wiring.aws()) {
            Organization organization = Organization.ask(aws, calls, wiring.clock(), stop);
            Drill.Setup setup = setup(wiring.configuration(), organization, wanted);
            List<Member> members = members(organization);
            context.terminal().say("Drilling " + members.size() + " accounts as " + setup.session() + ".");
            Drill drill = new Drill(
                    aws,
                    setup,
                    wiring.clock(),
                    stop,
                    () -> ThreadLocalRandom.current().nextDouble());
            List<AccountDrill> drills = drill.run(members, this::progress);
            print(drills);
            summary(drills);
            note(wiring, drills);
            return exit(drills);
        }
    }

    private static Drill.Setup setup(Configuration configuration, Organization organization, List<Probe> probes) {
        DrillConfig config = configuration.drill();
        String role = config.role();
        if (role == null) {
            role = configuration.expectations().responderRole() == null
                    ? Names.RESPONDER_ROLE
                    : configuration.expectations().responderRole().name();
        }
        String region = configuration.aws().region();
        return new Drill.Setup(
                config,
                Drill.roleName(role),
                configuration.aws().role(),
                configuration.aws().externalId(),
                organization.caller(),
                region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws",
                organization.id(),
                configuration.expectations().securityAccount(),
                config.regions().isEmpty() ? List.of(region) : config.regions(),
                Drill.sessionName(new RunId(UuidCreator.getTimeOrderedEpoch()).shortForm()),
                probes);
    }

    private List<Member> members(Organization organization) throws InterruptedException {
        List<Member> all = organization.members();
        Set<String> missing = new HashSet<>(accounts);
        all.forEach(member -> missing.remove(member.id().value()));
        if (!missing.isEmpty()) {
            throw ProblemException.usage(
                    "The account " + missing.iterator().next() + " is not in the organization.",
                    "",
                    "aws organizations list-accounts");
        }
        List<Member> chosen = all.stream()
                .filter(member ->
                        accounts.isEmpty() || accounts.contains(member.id().value()))
                .toList();
        chosen.stream()
                .filter(member -> !member.isActive())
                .forEach(member -> context.terminal()
                        .say("Account " + member.id() + " is left out: its state is " + member.state() + "."));
        return chosen.stream().filter(Member::isActive).toList();
    }

    private void progress(AccountDrill drill) {
        context.terminal().say(drill.account() + " " + drill.standing());
    }

    private void print(List<AccountDrill> drills) {
        if (format == Listing.Format.json) {
            context.terminal().print(DrillJson.text(drills));
            return;
        }
        Listing listing = actions ? actions(drills) : findings(drills);
        listing.print(format, context.terminal().out());
    }

    private static Listing findings(List<AccountDrill> drills) {
        Listing listing = new Listing(
                "account_id", "entry", "requirement", "severity", "verdict", "reason", "resource", "message");
        for (AccountDrill drill : drills) {
            for (DrillFinding finding : drill.findings()) {
                listing.row(
                        drill.account(),
                        drill.entry().name().toLowerCase(Locale.ROOT),
                        finding.requirement(),
                        finding.severity().word(),
                        finding.verdict().word(),
                        finding.reason() == null ? null : finding.reason().word(),
                        finding.resource(),
                        finding.message());
            }
        }
        return listing;
    }

    private static Listing actions(List<AccountDrill> drills) {
        Listing listing =
                new Listing("account_id", "step", "action", "need", "region", "outcome", "denied_by", "why", "tried");
        for (AccountDrill drill : drills) {
            for (Decision decision : drill.decisions()) {
                listing.row(
                        drill.account(),
                        decision.step(),
                        decision.action(),
                        decision.need().name().toLowerCase(Locale.ROOT),
                        decision.region(),
                        decision.outcome().word(),
                        decision.layer() == null ? null : decision.layer().text(),
                        decision.why(),
                        decision.tried());
            }
        }
        return listing;
    }

    private void summary(List<AccountDrill> drills) {
        long proven =
                drills.stream().filter(drill -> drill.entry() == Entry.PROVEN).count();
        long simulated =
                drills.stream().filter(drill -> drill.simulationWhy() == null).count();
        context.terminal()
                .say("Entry is proven in " + proven + " of " + drills.size() + " accounts; actions were simulated in "
                        + simulated + ".");
        List<AccountDrill> untried =
                drills.stream().filter(drill -> drill.entry() == Entry.UNKNOWN).toList();
        if (!untried.isEmpty()) {
            context.terminal()
                    .say("Entry could not be tried in " + untried.size() + " accounts, in the first since "
                            + untried.get(0).entryWhy() + ".");
            context.terminal()
                    .say("Try: muster drill --account "
                            + untried.stream()
                                    .map(drill -> drill.account().value())
                                    .collect(Collectors.joining(",")));
        }
        if (drills.stream()
                .anyMatch(drill -> drill.simulationWhy() == null && !drill.scpsSeen() && !drill.management())) {
            context.terminal()
                    .say(
                            "The simulation saw no service control policies in some accounts, so that they may still deny.");
        }
    }

    /** Keeps what was found for the next audits; without a configuration nobody knows which state is meant. */
    private void note(Wiring wiring, List<AccountDrill> drills) {
        if (!wiring.configuration().isFile()) {
            context.terminal()
                    .say("Nothing is kept of it for reports, since there is no 'muster.yaml' in this folder.");
            return;
        }
        try (State state = wiring.state()) {
            state.records().note(DrillRecords.KIND, DrillRecords.of(drills));
        }
        context.terminal().say("The next audit reports it, for 90 days.");
    }

    private int exit(List<AccountDrill> drills) {
        boolean failed = drills.stream()
                .flatMap(drill -> drill.findings().stream())
                .anyMatch(finding ->
                        finding.verdict() == Verdict.FAIL && finding.severity().isAtLeast(failOn));
        if (failed) {
            return ExitCode.FAILED;
        }
        boolean unknown = drills.stream()
                        .flatMap(drill -> drill.findings().stream())
                        .anyMatch(finding -> finding.verdict() == Verdict.UNKNOWN)
                || drills.stream()
                        .flatMap(drill -> drill.decisions().stream())
                        .anyMatch(decision -> decision.tried() && decision.outcome() == Outcome.UNKNOWN);
        return unknown ? ExitCode.UNKNOWN : ExitCode.DONE;
    }
}
