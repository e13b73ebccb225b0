package io.muster.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.demo.HecReceiver;
import io.muster.demo.HecReceiverFaults;
import io.muster.demo.HecReceiverOptions;
import io.muster.settings.Secret;
import io.muster.state.State;
import io.muster.state.StateConfig;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
final class SplunkTlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;

    @Test
    void a_certificate_is_trusted_by_its_file_and_parks_the_target_without_it() throws Exception {
        Path store = folder.resolve("server.p12");
        Path certificate = folder.resolve("ca.pem");
        keytool(
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString());
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "server",
                "-keystore",
                store.toString(),
                "-file",
                certificate.toString());
        HecReceiverOptions options = HecReceiverOptions.builder()
                .indexDelay(Duration.ofMillis(5))
                .tls(server(store))
                .build();
        try (State state = State.open(StateConfig.sqlite(folder.resolve("muster.db")), Clock.systemUTC());
                HecReceiver receiver = HecReceiver.start(options, HecReceiverFaults.none(), Clock.systemUTC())) {
            Frozen frozen =
                    Frozen.into(state.outbox(), 1, "splunk", EventFormat.hec("main", "muster", "muster"), 20, Set.of());

            List<Delivery> untrusted = drain(state, receiver, null);
            String why = state.outbox().status().get(0).why();
            List<Delivery> trusted = drain(state, receiver, certificate);

            assertThat(untrusted.get(0).parked()).isTrue();
            assertThat(why).contains("The certificate of 127.0.0.1 is not trusted");
            assertThat(state.outbox().isParked("splunk")).isFalse();
            assertThat(trusted.get(0).isDone()).isTrue();
            assertThat(receiver.index().count()).isEqualTo(frozen.events().size());
        }
    }

    private static List<Delivery> drain(State state, HecReceiver receiver, @Nullable Path ca)
            throws InterruptedException {
        SplunkConfig plain =
                SplunkConfig.of("splunk", receiver.url(), new Secret("00000000-0000-4000-8000-000000000001"), "main");
        SplunkConfig config = new SplunkConfig(
                plain.name(),
                plain.url(),
                plain.token(),
                plain.index(),
                plain.host(),
                plain.source(),
                plain.acknowledgement(),
                2,
                plain.maxBatch(),
                plain.inventory(),
                ca,
                plain.connectTimeout(),
                plain.timeout(),
                plain.ackTimeout(),
                Duration.ofMillis(5));
        Targets targets = Targets.open(new TargetsConfig(List.of(config), 1L << 30), Clock.systemUTC());
        try (Drain drain = Drain.start(state.outbox(), targets, Tempos.CALM, Clock.systemUTC(), new Random(1))) {
            return drain.await(Duration.ofMinutes(2), each -> {});
        }
    }

    private static SSLContext server(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(store)) {
            keys.load(input, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
