package io.muster.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.muster.demo.HecReceiver;
import io.muster.demo.HecReceiverFault;
import io.muster.demo.HecReceiverFaults;
import io.muster.demo.HecReceiverIndex.Indexed;
import io.muster.demo.HecReceiverOptions;
import io.muster.push.SplunkConfig.Acknowledgement;
import io.muster.settings.Secret;
import io.muster.state.Outbox;
import io.muster.state.OutboxLetter;
import io.muster.state.OutboxStatus;
import io.muster.state.OutboxTally;
import io.muster.state.State;
import io.muster.state.StateConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
final class DrainTest {

    private static final Duration ENOUGH = Duration.ofMinutes(2);
    private static final Secret TOKEN = new Secret("00000000-0000-4000-8000-000000000001");

    @TempDir
    private Path folder;

    private State state;
    private Outbox outbox;
    private HecReceiver receiver;

    @BeforeEach
    void open() {
        state = State.open(StateConfig.sqlite(folder.resolve("muster.db")), Clock.systemUTC());
        outbox = state.outbox();
        receiver = receiver(options(), HecReceiverFaults.none());
    }

    @AfterEach
    void close() {
        receiver.close();
        state.close();
    }

    @Test
    void everything_arrives_once_and_the_manifest_last() throws Exception {
        Frozen frozen = freeze(100, Set.of());

        List<Delivery> deliveries = drain(config());

        assertThat(deliveries)
                .containsExactly(
                        new Delivery("splunk", frozen.batches(), frozen.events().size(), 0, 0, false));
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(frozen.events().keySet());
        assertThat(ids().get(ids().size() - 1)).isEqualTo(frozen.lastId());
        assertThat(receiver.index().count()).isEqualTo(frozen.events().size());
        assertThat(outbox.bytes()).isZero();
        assertThat(outbox.tally(frozen.run()))
                .containsExactly(
                        new OutboxTally("splunk", "inventory", 100, 100, 0, 0, 0),
                        new OutboxTally("splunk", "run", 1, 1, 0, 0, 0));
    }

    @Test
    void an_id_of_a_restarted_receiver_does_not_confirm_what_the_dead_one_took() throws Exception {
        // The first batch gets the id 0 and is lost; the second is taken after the restart, gets 0 too, and nobody
        // hears of it.
        restart(options(), HecReceiverFaults.onEvents(HecReceiverFault.CRASH_AFTER, HecReceiverFault.RESET_AFTER));
        Frozen frozen = freeze(40, Set.of());

        drain(config().withSizes(1, 1_900_000));

        assertThat(ids()).containsExactlyInAnyOrderElementsOf(frozen.events().keySet());
    }

    @Test
    void an_id_that_comes_twice_sends_again_what_waited_for_it() throws Exception {
        restart(options().indexDelay(Duration.ofMillis(50)), HecReceiverFaults.onEvents(HecReceiverFault.CRASH_AFTER));
        Frozen frozen = freeze(40, Set.of());

        long start = System.nanoTime();
        drain(config().withSizes(1, 1_900_000)
                .withAcknowledgement(Acknowledgement.REQUIRED, Duration.ofMillis(5), Duration.ofMinutes(5)));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ENOUGH);
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(frozen.events().keySet());
    }

    @Test
    void an_event_that_is_refused_by_name_becomes_a_dead_letter_and_nothing_is_sent_twice() throws Exception {
        Frozen frozen = freeze(60, Set.of(3, 4, 17, 59));

        List<Delivery> deliveries = drain(config());

        assertThat(deliveries.get(0).deadLetters()).isEqualTo(4);
        assertThat(deliveries.get(0).events()).isEqualTo(frozen.events().size() - 4);
        assertThat(frozen.deadLetters(outbox)).isEqualTo(frozen.bad());
        assertThat(receiver.index().count()).isEqualTo(frozen.events().size() - 4);
        List<OutboxLetter> letters = new ArrayList<>();
        new DeadLetters(outbox).forEach(letters::add);
        assertThat(letters.get(0).code()).isEqualTo(6);
        assertThat(letters.get(0).reply()).contains("Invalid data format");
    }

    @Test
    void dead_letters_can_be_sent_again() throws Exception {
        Frozen frozen = freeze(10, Set.of(3));
        drain(config());

        assertThat(new DeadLetters(outbox).redrive("other")).isZero();
        assertThat(new DeadLetters(outbox).redrive()).isEqualTo(1);
        assertThat(outbox.waiting("splunk")).isEqualTo(1);
        drain(config());

        assertThat(frozen.deadLetters(outbox)).isEqualTo(frozen.bad());
    }

    @Test
    void a_letter_that_is_refused_again_at_once_is_sent_again_once() throws Exception {
        freeze(10, Set.of(3, 5, 7));
        drain(config());
        // As a service beside it does, which sends what is put back and is refused while the others are put back.
        try (Connection database = state.dataSource().getConnection();
                Statement statement = database.createStatement()) {
            database.setAutoCommit(true);
            statement.execute("create trigger refuse after delete on outbox_letter begin insert into outbox_letter"
                    + " (publication_id, target, kind, code, reply, event, died_at) values (old.publication_id, old.target,"
                    + " old.kind, old.code, old.reply, old.event, old.died_at); end");
        }

        assertThat(new DeadLetters(outbox).redrive()).isEqualTo(3);
    }

    @Test
    void a_body_that_is_too_large_is_sent_in_halves_in_both_editions() throws Exception {
        restart(options().maxBody(1_000), HecReceiverFaults.none());
        Frozen frozen = freeze(30, Set.of());

        drain(config());

        assertThat(ids()).containsExactlyInAnyOrderElementsOf(frozen.events().keySet());
        assertThat(frozen.deadLetters(outbox)).isEmpty();
        assertThat(receiver.index().count()).isEqualTo(frozen.events().size());
    }

    @Test
    void an_event_that_is_too_large_alone_becomes_a_dead_letter() throws Exception {
        restart(options().maxBody(100), HecReceiverFaults.none());
        Frozen frozen = freeze(3, Set.of());

        drain(config());

        assertThat(frozen.deadLetters(outbox)).isEqualTo(frozen.events().keySet());
    }

    @Test
    void a_refused_token_parks_the_target_and_keeps_everything_until_it_is_healed() throws Exception {
        receiver.disableToken(true);
        Frozen frozen = freeze(20, Set.of());

        List<Delivery> deliveries = drain(config());

        assertThat(deliveries.get(0).parked()).isTrue();
        OutboxStatus status = outbox.status().get(0);
        assertThat(status.why()).isEqualTo("HTTP 403, code 1: Token disabled");
        assertThat(status.fix()).contains("token");
        assertThat(status.waiting()).isEqualTo(frozen.batches());
        receiver.disableToken(false);
        try (Drain drain = start(config())) {
            drain.await(ENOUGH, each -> {});
            until(() -> outbox.waiting("splunk") == 0);
        }
        assertThat(outbox.isParked("splunk")).isFalse();
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(frozen.events().keySet());
    }

    @Test
    void a_parked_target_is_probed_and_comes_back_by_itself() throws Exception {
        receiver.disableToken(true);
        freeze(20, Set.of());

        try (Drain drain = start(config())) {
            until(() -> outbox.isParked("splunk"));
            receiver.disableToken(false);
            until(() -> outbox.waiting("splunk") == 0);
            assertThat(drain.deliveries().get(0).parked()).isFalse();
        }
        assertThat(outbox.isParked("splunk")).isFalse();
    }

    @Test
    void retry_from_elsewhere_wakes_a_parked_target() throws Exception {
        receiver.disableToken(true);
        freeze(20, Set.of());
        Tempo slow = new Tempo(
                Tempos.CALM.backOff(),
                Tempos.CALM.longestBackOff(),
                Duration.ofHours(1),
                Duration.ofHours(1),
                Tempos.CALM.slowDown(),
                Tempos.CALM.idle(),
                Tempos.CALM.patience(),
                Tempos.CALM.beat(),
                Tempos.CALM.grace(),
                Tempos.CALM.trouble());

        try (Drain drain = start(config(), slow)) {
            until(() -> outbox.isParked("splunk"));
            receiver.disableToken(false);
            outbox.retry("splunk");
            until(() -> outbox.waiting("splunk") == 0);
            assertThat(drain.deliveries().get(0).isDone()).isTrue();
        }
    }

    @Test
    void an_answer_that_repeats_the_token_is_shown_without_it() throws Exception {
        freeze(5, Set.of());
        HttpServer echo = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        echo.createContext("/", exchange -> {
            byte[] said = ("no entry for " + exchange.getRequestHeaders().getFirst("Authorization"))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(403, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        echo.start();
        try {
            drain(config(URI.create("http://127.0.0.1:" + echo.getAddress().getPort())));
        } finally {
            echo.stop(0);
        }

        assertThat(outbox.status().get(0).why())
                .contains("no entry for Splunk …")
                .doesNotContain(TOKEN.reveal());
    }

    @Test
    void a_wrong_index_parks_the_target() throws Exception {
        restart(options().indexes(Set.of("other")), HecReceiverFaults.none());
        freeze(20, Set.of());

        drain(config());

        assertThat(outbox.status().get(0).why()).isEqualTo("HTTP 400, code 7: Incorrect index");
        assertThat(outbox.status().get(0).fix()).contains("index");
        assertThat(receiver.index().count()).isZero();
    }

    @Test
    void a_token_that_does_not_acknowledge_parks_a_target_that_requires_it() throws Exception {
        restart(options().acknowledge(false), HecReceiverFaults.none());
        freeze(20, Set.of());

        drain(config());

        assertThat(outbox.status().get(0).why()).contains("does not acknowledge");
        assertThat(outbox.status().get(0).fix()).contains("ack: preferred");
    }

    @Test
    void without_acknowledgement_accepted_counts_and_the_account_says_so() throws Exception {
        int number = 0;
        for (Acknowledgement mode : List.of(Acknowledgement.PREFERRED, Acknowledgement.OFF)) {
            restart(options().acknowledge(false), HecReceiverFaults.none());
            Frozen frozen = Frozen.into(outbox, ++number, "splunk", hec(), 20, Set.of());

            drain(config().withAcknowledgement(mode, Duration.ofMillis(5), ENOUGH));

            assertThat(receiver.index().count()).isEqualTo(frozen.events().size());
            assertThat(outbox.tally(frozen.run()).get(0).accepted()).isEqualTo(20);
        }
    }

    @Test
    void preferred_uses_acknowledgement_where_there_is_one() throws Exception {
        Frozen frozen = freeze(20, Set.of());

        drain(config().withAcknowledgement(Acknowledgement.PREFERRED, Duration.ofMillis(5), ENOUGH));

        assertThat(outbox.tally(frozen.run()).get(0).indexed()).isEqualTo(20);
    }

    @Test
    void what_is_not_confirmed_in_time_is_sent_again_with_the_same_bytes() throws Exception {
        restart(options(), HecReceiverFaults.onEvents(HecReceiverFault.ACK_NEVER, HecReceiverFault.LOST));
        Frozen frozen = freeze(40, Set.of());

        drain(config().withAcknowledgement(Acknowledgement.REQUIRED, Duration.ofMillis(5), Duration.ofMillis(200)));

        assertThat(ids()).containsExactlyInAnyOrderElementsOf(frozen.events().keySet());
        assertThat(receiver.index().events()).allMatch(Indexed::sameBytes);
        assertThat(receiver.index().count()).isGreaterThan(frozen.events().size());
    }

    @Test
    void retry_after_is_honoured_and_a_refusal_before_acceptance_makes_no_duplicate() throws Exception {
        restart(
                options(),
                HecReceiverFaults.onEvents(
                        HecReceiverFault.QUEUE_FULL_RETRY_AFTER, HecReceiverFault.BUSY, HecReceiverFault.ACK_FULL));
        Frozen frozen = freeze(20, Set.of());

        long start = System.nanoTime();
        drain(config().withSizes(1, 1_900_000));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
        assertThat(receiver.index().count()).isEqualTo(frozen.events().size());
    }

    @Test
    void nobody_there_is_no_reason_to_lose_anything() throws Exception {
        URI url = receiver.url();
        receiver.close();
        Frozen frozen = freeze(20, Set.of());

        Drain drain;
        try (Socket nobody = new Socket()) {
            // It does not listen, and nobody else gets the port meanwhile.
            nobody.bind(new InetSocketAddress(url.getHost(), url.getPort()));
            drain = start(config(url));
            until(() -> !outbox.status().get(0).lastReply().isEmpty());
            assertThat(outbox.status().get(0).lastReply()).contains("no connection");
        }
        receiver = receiver(options().port(url.getPort()), HecReceiverFaults.none());
        try (drain) {
            until(() -> outbox.waiting("splunk") == 0);
            assertThat(drain.deliveries().get(0).deadLetters()).isZero();
        }
        assertThat(receiver.index().count()).isEqualTo(frozen.events().size());
    }

    @Test
    void a_web_server_that_is_no_collector_parks_the_target_and_buries_nothing() throws Exception {
        freeze(20, Set.of());

        drain(config(receiver.url().resolve("/elsewhere")));

        assertThat(outbox.status().get(0).why()).contains("HTTP 404");
        assertThat(outbox.status().get(0).fix()).contains("url");
        assertThat(outbox.status().get(0).deadLetters()).isZero();
    }

    @Test
    void closing_gives_everything_back_at_once() throws Exception {
        restart(options().latency(Duration.ofMillis(100)), HecReceiverFaults.none());
        Frozen frozen = freeze(1_000, Set.of());

        Drain first = start(config(), Tempos.PATIENT);
        until(() -> receiver.requests() > 2);
        first.close();
        long left = outbox.waiting("splunk");
        restart(options(), HecReceiverFaults.none());
        drain(config());

        assertThat(left).isPositive();
        assertThat(outbox.waiting("splunk")).isZero();
        assertThat(receiver.index().distinct())
                .isLessThan(frozen.events().size())
                .isPositive();
    }

    @Test
    void a_sticky_balancer_is_followed_by_its_cookie() throws Exception {
        restart(options().sticky(true).cloud(true), HecReceiverFaults.none());
        Frozen frozen = freeze(40, Set.of());

        drain(config());

        assertThat(receiver.index().count()).isEqualTo(frozen.events().size());
    }

    @Test
    void waiting_can_end_before_everything_arrived() throws Exception {
        restart(options().indexDelay(Duration.ofMinutes(1)), HecReceiverFaults.none());
        Frozen frozen = freeze(10, Set.of());

        List<Delivery> last = new ArrayList<>();
        try (Drain drain = start(config())) {
            last.addAll(drain.await(Duration.ofMillis(300), each -> {}));
        }

        assertThat(last.get(0).isDone()).isFalse();
        assertThat(last.get(0).waiting()).isEqualTo(frozen.batches());
    }

    private Frozen freeze(int rows, Set<Integer> bad) {
        return Frozen.into(outbox, 1, "splunk", hec(), rows, bad);
    }

    private static EventFormat hec() {
        return EventFormat.hec("main", "muster", "muster");
    }

    private static HecReceiverOptions.Builder options() {
        return HecReceiverOptions.builder().indexDelay(Duration.ofMillis(5)).hang(Duration.ofMillis(500));
    }

    private static HecReceiver receiver(HecReceiverOptions.Builder options, HecReceiverFaults faults) {
        return HecReceiver.start(options.build(), faults, Clock.systemUTC());
    }

    private void restart(HecReceiverOptions.Builder options, HecReceiverFaults faults) {
        receiver.close();
        receiver = receiver(options, faults);
    }

    private SplunkConfig config() {
        return config(receiver.url());
    }

    private static SplunkConfig config(URI url) {
        return SplunkConfig.of("splunk", url, TOKEN, "main")
                .withSizes(3, 1_900_000)
                .withAcknowledgement(Acknowledgement.REQUIRED, Duration.ofMillis(5), ENOUGH);
    }

    private static Targets targets(SplunkConfig config) {
        return Targets.open(new TargetsConfig(List.of(config), 1L << 30), Clock.systemUTC());
    }

    private Drain start(SplunkConfig config) {
        return start(config, Tempos.CALM);
    }

    private Drain start(SplunkConfig config, Tempo tempo) {
        return Drain.start(outbox, targets(config), tempo, Clock.systemUTC(), new Random(1));
    }

    private List<Delivery> drain(SplunkConfig config) throws InterruptedException {
        try (Drain drain = start(config)) {
            return drain.await(ENOUGH, each -> {});
        }
    }

    private List<String> ids() {
        return receiver.index().events().stream().map(Indexed::id).collect(Collectors.toList());
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(Condition condition) throws Exception {
        while (!condition.holds()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
