package io.muster.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.muster.demo.HecReceiverIndex.Indexed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** No output of any command holds a secret, whatever goes wrong and however much is logged. */
@Timeout(900)
final class SecretsIT {

    private static final String AWS_KEY = "planted-aws-secret-key-5f1c";
    private static final String EXTERNAL_ID = "planted-external-id-77ab";
    private static final String WRONG = "planted-wrong-password-9d3e";
    private static final String IN_URL = "planted-in-url-42ff";

    private final Stage stage = Stage.healthy();
    private final Stage.Desk desk = stage.desk();
    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> outputs = new ArrayList<>();

    @BeforeEach
    void plant() {
        environment.put("PLANTED_AWS_KEY", AWS_KEY);
        environment.put("PLANTED_TOKEN", Stage.TOKEN);
        environment.put("PLANTED_WRONG", WRONG);
        desk.file("password", stage.database().password().reveal() + "\n");
        desk.file("external-id", EXTERNAL_ID);
        desk.replace(
                        "\"" + stage.database().password().reveal() + "\"",
                        "\"${file:" + desk.home().resolve("password") + "}\"")
                .replace(
                        "secret-access-key: demo",
                        "secret-access-key: \"${env:PLANTED_AWS_KEY}\", external-id: \"${file:"
                                + desk.home().resolve("external-id") + "}\"")
                .replace("\"" + Stage.TOKEN + "\"", "\"${env:PLANTED_TOKEN}\"");
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        ((Logger) LoggerFactory.getLogger("io.muster")).setLevel(Level.TRACE);
    }

    @AfterEach
    void unplug() {
        ((Logger) LoggerFactory.getLogger("io.muster")).setLevel(null);
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
    }

    private Ran run(String... arguments) {
        Ran ran = desk.run(environment, arguments);
        outputs.add(String.join(" ", arguments) + "\n" + ran);
        return ran;
    }

    /** Everything that was printed, logged, written and sent. */
    private void requireNoSecret() throws IOException {
        List<String> secrets = new ArrayList<>();
        for (String secret :
                List.of(stage.database().password().reveal(), Stage.TOKEN, AWS_KEY, EXTERNAL_ID, WRONG, IN_URL)) {
            secrets.add(secret);
            secrets.add(Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8)));
        }
        for (String output : outputs) {
            requireNone(secrets, output, output);
        }
        for (ILoggingEvent event : List.copyOf(log.list)) {
            String text = event.getLoggerName() + " " + event.getFormattedMessage()
                    + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()));
            requireNone(secrets, text, text);
        }
        for (Indexed event : stage.receiver().index().events()) {
            requireNone(secrets, event.event(), event.event());
        }
        try (Stream<Path> files = Files.walk(desk.home())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!List.of("password", "external-id")
                        .contains(file.getFileName().toString())) {
                    requireNone(secrets, Files.readString(file, ISO_8859_1), file.toString());
                }
            }
        }
    }

    private static void requireNone(List<String> secrets, String text, String where) {
        for (String secret : secrets) {
            assertThat(text.contains(secret)).as("'%s' in %s", secret, where).isFalse();
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void a_whole_run_and_every_command_over_it_shows_none() throws IOException {
        Ran audit = run("audit", "--stacktrace");
        assertThat(audit.err()).as(audit.toString()).contains("splunk acknowledged");
        run("audit", "--plan", "--format", "json");
        run("report");
        for (String form : List.of("table", "csv", "json")) {
            run("runs", "--format", form);
            run("findings", "--verdict", "pass,fail,unknown,accepted,not-applicable", "--format", form);
            run("manifest", "--format", form);
            run("outbox", "status", "--format", form);
            run("lookup", "333333333333", "--format", form.equals("csv") ? "json" : form);
        }
        run("outbox", "retry");
        run("outbox", "dead");
        run("inventory", "run", "vpc_vpcs", "--account", "333333333333");
        Configuration configuration =
                Configuration.load(new CommandFactory.Context(environment, Terminal.ofProcess(), command()));
        outputs.add(configuration.toString());
        outputs.add(configuration.steampipe() + " " + configuration.aws() + " " + configuration.targets() + " "
                + configuration.state());

        assertThat(desk.reports().resolve("latest")).exists();
        requireNoSecret();
    }

    private MusterCommand command() {
        CommandLine command = CommandFactory.commandLine(environment, Terminal.ofProcess());
        command.parseArgs("--config", desk.config().toString());
        return MusterCommand.of(command);
    }

    @Test
    void a_wrong_password_and_an_unreachable_database_show_none() throws IOException {
        desk.replace("${file:" + desk.home().resolve("password") + "}", "${env:PLANTED_WRONG}");
        assertThat(run("audit", "--stacktrace").err()).contains("password authentication failed");
        desk.replace(
                stage.database().url(),
                "jdbc:postgresql://someone:" + IN_URL + "@127.0.0.1:" + closedPort() + "/steampipe?password=" + IN_URL);
        assertThat(run("audit", "--stacktrace").code()).isEqualTo(ExitCode.USAGE);
        desk.replace("someone:" + IN_URL + "@", "");
        assertThat(run("audit", "--stacktrace").code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(run("runs", "--format", "json").out()).contains("could not be reached");

        write(desk.yaml());
        requireNoSecret();
    }

    /** What the user wrote into the configuration in the clear is there; everything else is searched. */
    private void write(String yaml) {
        desk.write(yaml.replace(IN_URL, "").replace(WRONG, ""));
    }

    @Test
    void a_wrong_token_shows_none() throws IOException {
        desk.replace("${env:PLANTED_TOKEN}", "${env:PLANTED_WRONG}");

        Ran audit = run("audit", "--check", "vpc_flow_logs_present", "--stacktrace");

        assertThat(audit.err()).as(audit.toString()).contains("parked");
        run("outbox", "status", "--format", "json");
        run("outbox", "retry", "--stacktrace");
        requireNoSecret();
    }

    @Test
    void a_receiver_that_cannot_be_reached_shows_none() throws Exception {
        desk.replace(stage.receiver().url().toString(), "http://someone:" + IN_URL + "@127.0.0.1:" + closedPort());
        Ran wrong = run("audit", "--check", "vpc_flow_logs_present", "--stacktrace");
        assertThat(wrong.err()).contains("names a user or a password before its host");
        desk.replace("someone:" + IN_URL + "@", "");
        Map<String, String> talkative = new HashMap<>(environment);
        talkative.put("MUSTER_LOG", "DEBUG");
        Child child = desk.start(talkative, "audit", "--check", "vpc_flow_logs_present", "--stacktrace")
                .awaitSaying(" batches")
                .awaitSaying("no connection");
        Ran ran = child.interrupt().awaitEnd();

        assertThat(ran.code()).as(ran.toString()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        outputs.add(ran.toString());
        run("outbox", "status");
        requireNoSecret();
    }

    @Test
    void a_state_an_opa_and_an_aws_that_cannot_be_reached_show_none() throws IOException {
        String yaml = desk.yaml();
        desk.replace(
                "jdbc:sqlite:" + desk.home().resolve("muster.db"),
                "jdbc:postgresql://someone:" + IN_URL + "@127.0.0.1:" + closedPort() + "/muster?password=" + IN_URL);
        assertThat(run("runs", "--stacktrace").code()).isEqualTo(ExitCode.USAGE);
        desk.replace("someone:" + IN_URL + "@", "");
        assertThat(run("runs", "--stacktrace").code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        desk.write(yaml).add("""
                        opa: {version: "${env:PLANTED_WRONG}", url: "${env:PLANTED_WRONG}", parallel: "${env:PLANTED_WRONG}"}
                        serve: {listen: "${env:PLANTED_WRONG}"}
                        schedule: {audit: "${env:PLANTED_WRONG}"}
                        """);
        assertThat(run("audit", "--stacktrace").code()).isEqualTo(ExitCode.USAGE);
        desk.write(yaml.replace("password: \"${file:", "password: \"${fil:"));
        assertThat(run("audit").code()).isEqualTo(ExitCode.USAGE);
        desk.write(yaml.replace("url: \"" + stage.receiver().url(), "url: \"${env:PLANTED_WRONG}"));
        assertThat(run("audit").code()).isEqualTo(ExitCode.USAGE);

        requireNoSecret();
    }
}
