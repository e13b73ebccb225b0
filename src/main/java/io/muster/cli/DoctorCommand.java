package io.muster.cli;

import com.github.f4b6a3.uuid.UuidCreator;
import io.muster.catalog.Pack;
import io.muster.check.Attestations;
import io.muster.check.Basis;
import io.muster.check.Exceptions;
import io.muster.check.OpaCheckup;
import io.muster.cli.CommandFactory.Context;
import io.muster.collect.SiemCheckup;
import io.muster.collect.SteampipeCheckup;
import io.muster.doctor.Doctor;
import io.muster.doctor.Examination;
import io.muster.doctor.Machine;
import io.muster.finding.RunId;
import io.muster.problem.Diagnosis;
import io.muster.problem.Diagnosis.Level;
import io.muster.problem.ProblemException;
import io.muster.push.Targets;
import io.muster.remediate.aws.AwsAccess;
import io.muster.remediate.aws.Calls;
import io.muster.remediate.aws.Organization;
import io.muster.remediate.aws.Stop;
import io.muster.state.State;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster doctor}: what works, what does not, and what to do about it. */
@Command(
        name = "doctor",
        description = {
            "Tests each configured part: configuration, Java, disk, clock, files with secrets, state, queries and checks,"
                    + " Steampipe and its connections, OPA and its policies, AWS, the SIEM that is asked, each target, the schedule. It"
                    + " sends no event unless told to, and changes nothing but the schema of Muster's own database. Exits with"
                    + " 3 if a part is broken.",
            "",
            "Example: muster doctor --deep"
        })
final class DoctorCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TEST_PATIENCE = Duration.ofMinutes(3);
    private static final Duration OPA_PATIENCE = Duration.ofMinutes(2);
    private static final Duration DEEP_PATIENCE = Duration.ofMinutes(30);
    private static final Pattern SECRET_FILE = Pattern.compile("\\$\\{file:([^}]+)}");

    private final Context context;

    @Option(names = "--deep", description = "Also ask every Steampipe connection for its account.")
    private boolean deep;

    @Option(
            names = "--send-test",
            description =
                    "Also send each target one event of the source type muster:test, and wait for its confirmation.")
    private boolean sendTest;

    @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: table).")
    private Listing.@Nullable Format format;

    DoctorCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Examination> examinations = new ArrayList<>();
        examinations.add(new Examination(
                "java",
                PATIENCE,
                () -> Machine.java(Runtime.version(), Runtime.getRuntime().maxMemory())));
        try {
            configured(new Wiring(configuration(), context.environment()), examinations);
        } catch (ProblemException e) {
            // What is configured cannot be known, but that must not hide what is.
            examinations.add(0, new Examination("configuration", PATIENCE, () -> {
                throw e;
            }));
        }
        List<Diagnosis> found = Doctor.examine(examinations, this::say);
        if (format != null) {
            print(found, format);
        }
        return found.stream().anyMatch(diagnosis -> diagnosis.level() == Level.BROKEN)
                ? ExitCode.FAILED
                : ExitCode.DONE;
    }

    private Configuration configuration() {
        return Configuration.load(context);
    }

    private void configured(Wiring wiring, List<Examination> examinations) {
        Configuration configuration = wiring.configuration();
        add(examinations, "configuration", () -> List.of(Diagnosis.ok("configuration", "It has no errors.")));
        add(
                examinations,
                "disk",
                () -> Machine.disk(List.of(
                        configuration.folder(),
                        configuration.folder().resolve(configuration.reports().directory()),
                        Path.of(System.getProperty("java.io.tmpdir")))));
        add(examinations, "clock", () -> Machine.clock(wiring.clock(), servers(configuration)));
        add(examinations, "secrets", () -> Machine.secrets(secretFiles()));
        add(examinations, "state", () -> state(wiring));
        add(examinations, "pack", () -> pack(wiring.pack()));
        examinations.add(new Examination(
                "steampipe",
                deep ? DEEP_PATIENCE : PATIENCE.multipliedBy(2),
                () -> new SteampipeCheckup(configuration.steampipe()).examine(deep)));
        examinations.add(new Examination("opa", OPA_PATIENCE, () -> opa(wiring)));
        if (configuration.aws().configured()) {
            add(examinations, "aws", () -> aws(wiring));
        }
        if (configuration.siemQuestions().isConfigured()) {
            examinations.add(new Examination(
                    "siem-questions",
                    PATIENCE.multipliedBy(2),
                    () -> new SiemCheckup(configuration.siemQuestions(), wiring.pack()).examine()));
        }
        targets(wiring, examinations);
        add(
                examinations,
                "schedule",
                () -> schedule(configuration, wiring.clock().instant()));
    }

    private static void add(List<Examination> examinations, String part, Callable<List<Diagnosis>> test) {
        examinations.add(new Examination(part, PATIENCE, test));
    }

    /** Whose clocks Muster's is compared with. */
    private static List<URI> servers(Configuration configuration) {
        List<URI> servers = new ArrayList<>();
        if (configuration.aws().endpoint() != null) {
            servers.add(configuration.aws().endpoint());
        } else if (configuration.aws().configured()) {
            servers.add(URI.create("https://sts." + configuration.aws().region() + ".amazonaws.com/"));
        }
        return servers;
    }

    private List<Path> secretFiles() throws IOException {
        Path file = Optional.ofNullable(context.config()).orElse(Path.of("muster.yaml"));
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
        return SECRET_FILE
                .matcher(Files.readString(file))
                .results()
                .map(match -> folder.resolve(match.group(1)))
                .distinct()
                .toList();
    }

    private static List<Diagnosis> state(Wiring wiring) {
        try (State state = wiring.state()) {
            state.ping();
            return List.of(Diagnosis.ok("state", "The " + state.described() + " answers; its schema is up to date."));
        }
    }

    private static List<Diagnosis> pack(Pack pack) {
        return List.of(Diagnosis.ok(
                "pack", pack.queries().size() + " queries and " + pack.checks().size() + " checks are well formed."));
    }

    private List<Diagnosis> opa(Wiring wiring) {
        Configuration configuration = wiring.configuration();
        return new OpaCheckup(configuration.opa(), context.environment())
                .examine(
                        wiring.pack(),
                        new Basis(
                                configuration.expectations(),
                                Exceptions.none(),
                                Attestations.none(),
                                wiring.clock().instant()));
    }

    private List<Diagnosis> aws(Wiring wiring) throws InterruptedException {
        List<Diagnosis> found = new ArrayList<>();
        Stop stop = new Stop(wiring.clock());
        Calls calls = new Calls(
                wiring.clock(), stop, () -> ThreadLocalRandom.current().nextDouble());
        try (AwsAccess aws = wiring.aws()) {
            found.add(Diagnosis.ok(
                    "aws",
                    "The credentials are those of account " + Organization.callerOf(aws, calls, wiring.clock(), stop)
                            + "."));
        }
        for (Map.Entry<String, String> variable : new TreeMap<>(context.environment()).entrySet()) {
            if (variable.getKey().startsWith("AWS_ENDPOINT_URL")) {
                found.add(Diagnosis.warning(
                        "aws",
                        variable.getKey() + " is set, so that not AWS is asked but " + variable.getValue() + ".",
                        "unset " + variable.getKey()));
            }
        }
        return found;
    }

    /** One examination for each target, so that one that hangs takes no other with it. */
    private void targets(Wiring wiring, List<Examination> examinations) {
        try {
            Targets targets = wiring.targets();
            for (String name : targets.names()) {
                examinations.add(
                        new Examination("target " + name, PATIENCE.multipliedBy(2), () -> targets.examine(name)));
                if (sendTest) {
                    RunId id = new RunId(UuidCreator.getTimeOrderedEpoch());
                    examinations.add(new Examination(
                            "target " + name,
                            TEST_PATIENCE,
                            () -> List.of(targets.sendTest(name, id, wiring.clock()))));
                }
            }
        } catch (ProblemException e) {
            add(examinations, "targets", () -> {
                throw e;
            });
        }
    }

    private static List<Diagnosis> schedule(Configuration configuration, Instant now) {
        return List.of(Diagnosis.ok(
                "schedule",
                "Next audit " + next(configuration, configuration.schedule().audit(), now) + ", next report "
                        + next(configuration, configuration.schedule().report(), now)
                        + ", where `muster serve` runs."));
    }

    private static String next(Configuration configuration, String expression, Instant now) {
        return configuration
                .schedule()
                .next(expression, now)
                .map(Instant::toString)
                .orElse("never");
    }

    /** Without a form, what is found is printed as soon as it is known. */
    private void say(Diagnosis diagnosis) {
        if (format == null) {
            context.terminal()
                    .print("%-8s %-14s %s".formatted(diagnosis.level().word(), diagnosis.part(), diagnosis.message()));
            if (!diagnosis.fix().isEmpty()) {
                context.terminal().print("         Try: " + diagnosis.fix());
            }
            context.terminal().out().flush();
        }
    }

    private void print(List<Diagnosis> found, Listing.Format form) {
        Listing listing = new Listing("part", "level", "message", "try");
        found.forEach(diagnosis ->
                listing.row(diagnosis.part(), diagnosis.level().word(), diagnosis.message(), diagnosis.fix()));
        listing.print(form, context.terminal().out());
    }
}
