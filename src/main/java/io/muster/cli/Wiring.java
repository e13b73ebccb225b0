package io.muster.cli;

import com.github.f4b6a3.uuid.UuidCreator;
import io.muster.audit.Audit;
import io.muster.audit.AuditRequest;
import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.check.Attestations;
import io.muster.check.Basis;
import io.muster.check.Checker;
import io.muster.check.Exceptions;
import io.muster.check.OpaBinary;
import io.muster.collect.AwsConfig;
import io.muster.collect.Collector;
import io.muster.collect.OwnFacts;
import io.muster.finding.RunId;
import io.muster.inventory.QueryId;
import io.muster.problem.ProblemException;
import io.muster.problem.Problems;
import io.muster.push.Drain;
import io.muster.push.Publisher;
import io.muster.push.Targets;
import io.muster.remediate.aws.AwsAccess;
import io.muster.remediate.aws.AwsSettings;
import io.muster.remediate.aws.Pause;
import io.muster.remediate.contacts.Contacts;
import io.muster.remediate.contacts.WantedContacts;
import io.muster.report.Reports;
import io.muster.serve.ServeConfig;
import io.muster.serve.Service;
import io.muster.state.Run;
import io.muster.state.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds everything from the configuration; the parts list of Muster. What is opened here is closed by the caller. */
final class Wiring {

    /** Where the demo keeps its state unless it is told otherwise. */
    private static final Path DEMO_STATE = DemoCommand.DIRECTORY.resolve(DemoCommand.STATE);

    private final Configuration configuration;
    private final Map<String, String> environment;
    private final Clock clock = Clock.systemUTC();

    Wiring(Configuration configuration, Map<String, String> environment) {
        this.configuration = configuration;
        this.environment = Map.copyOf(environment);
    }

    /** The wiring of a command, by its configuration. */
    static Wiring of(CommandFactory.Context context) {
        return new Wiring(Configuration.load(context), context.environment());
    }

    /** The same for a command that can do without a file. */
    static Wiring ofOptional(CommandFactory.Context context) {
        return new Wiring(Configuration.loadOrEmpty(context), context.environment());
    }

    Configuration configuration() {
        return configuration;
    }

    Clock clock() {
        return clock;
    }

    /** Muster's own queries and checks, and the user's. */
    Pack pack() {
        return Home.pack(configuration.packs());
    }

    State state() {
        return State.open(configuration.state(), clock);
    }

    /** Whether there is a state already; opening it would make one. */
    boolean hasState() {
        return configuration.state().isThere();
    }

    /** The state of a command that only reads what runs left; before the first one it says so, and makes none. */
    State stateOfRuns() {
        if (hasState()) {
            return state();
        }
        throw ProblemException.couldNotRun(
                "No audit has run yet: there is no " + configuration.state().described() + ".",
                configuration.isFile()
                        ? ""
                        : "Another state could be named by a 'muster.yaml', and there is none in this folder.",
                configuration.isFile() || Files.notExists(DEMO_STATE)
                        ? "muster audit, or with nothing to configure: muster demo"
                        : "to ask the run of the demo, write a 'muster.yaml' of one line: state: {url: \"jdbc:sqlite:"
                                + DEMO_STATE + "\"}");
    }

    Collector collector(Pack pack, OwnFacts ownFacts) {
        return Collector.open(
                configuration.steampipe(),
                configuration.aws(),
                configuration.siemQuestions(),
                pack,
                ownFacts,
                configuration.expectations().tagKeys(),
                clock,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /** Everything of an audit but the delivery; {@code progress} hears how OPA is found. */
    Audit audit(State state, Pack pack, Consumer<String> progress) {
        Problems problems = new Problems();
        Exceptions exceptions = configuration.exceptions() == null
                ? Exceptions.none()
                : Exceptions.load(configuration.exceptions(), pack, environment, problems);
        Attestations attestations = configuration.attestations() == null
                ? Attestations.none()
                : Attestations.load(configuration.attestations(), environment, problems);
        problems.throwIfAny(ProblemException.Kind.USAGE);
        WantedContacts wanted = contactsIfWanted();
        return new Audit(new Audit.Parts(
                state,
                pack,
                run -> collector(pack, new AuditFacts(state, run, wanted)),
                now -> Checker.start(
                        configuration.opa(),
                        new OpaBinary(configuration.opa(), environment),
                        pack,
                        new Basis(configuration.expectations(), exceptions, attestations, now),
                        progress),
                reports(state, pack),
                configuration.expectations().tagKeys(),
                configuration.steampipe().parallelAccounts(),
                () -> new RunId(UuidCreator.getTimeOrderedEpoch()),
                run -> publisher(state, targets()).announce(run),
                clock));
    }

    Reports reports(State state, Pack pack) {
        return new Reports(configuration.reports(), state, pack, Version.number());
    }

    /** The way to AWS of everything that may change something there. */
    AwsAccess aws() {
        AwsConfig aws = configuration.aws();
        return new AwsAccess(
                new AwsSettings(
                        aws.region(),
                        aws.endpoint(),
                        aws.accessKeyId(),
                        aws.secretAccessKey(),
                        AwsSettings.DEFAULT_ATTEMPT_TIMEOUT),
                clock);
    }

    /** Contacts over the organization; {@code pause} is how it waits, and how it hears that it should end. */
    Contacts contacts(AwsAccess aws, Pause pause) {
        return new Contacts(aws, clock, pause, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** What commands noted, and what the file of contacts wants, by the units of the newest complete run. */
    OwnFacts ownFacts(State state) {
        RunId run = state.runs().latestComplete().map(Run::id).orElse(null);
        return new AuditFacts(state, run, contactsIfWanted());
    }

    /** Null where there is no such file; it may be named in the configuration, or stand beside it. */
    private @Nullable WantedContacts contactsIfWanted() {
        return configuration.isFile() && configuration.contacts().isWanted() ? wantedContacts() : null;
    }

    /** What the file of contacts wants; {@link ProblemException} with everything that is wrong with it. */
    WantedContacts wantedContacts() {
        Problems problems = new Problems();
        Path file = configuration.contacts().file();
        if (Files.notExists(file)) {
            throw ProblemException.usage(
                    "There is no '" + file + "'.",
                    "It says which contacts every account should have.",
                    "write one (see the README), or name another with 'contacts.file' of muster.yaml");
        }
        WantedContacts wanted = WantedContacts.load(file, environment, problems);
        problems.throwIfAny(ProblemException.Kind.USAGE);
        return wanted;
    }

    Targets targets() {
        return Targets.open(configuration.targets(), clock);
    }

    Publisher publisher(State state, Targets targets) {
        return new Publisher(state, targets, this::measurements);
    }

    /** Questions to the SIEM: how many events it has of a day is another number in every run. */
    private Set<QueryId> measurements() {
        return pack().queries().stream()
                .filter(query -> query.siem() != null)
                .map(QuerySpec::id)
                .collect(Collectors.toSet());
    }

    /** The service; it listens where {@code serve} says, and does everything else as the configuration does. */
    Service service(State state, ServeConfig serve) {
        Pack pack = pack();
        Targets targets = targets();
        // What is wrong with exceptions, attestations and contacts is told at the start already, not at five in the
        // morning.
        audit(state, pack, step -> {});
        if (configuration.schedule().contactsVerify() != null) {
            wantedContacts();
        }
        return new Service(new Service.Parts(
                state,
                configuration.state().retention(),
                configuration.schedule(),
                serve,
                progress -> audit(state, pack, progress::step).run(AuditRequest.whole(), progress),
                configuration.schedule().contactsVerify() == null ? null : new ContactsWatch(this, state),
                publisher(state, targets),
                targets,
                reports(state, pack),
                configuration.reports().directory(),
                Version.number(),
                clock));
    }

    Drain drain(State state, Targets targets) {
        return Drain.start(state.outbox(), targets, clock);
    }
}
