package io.muster.push;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.muster.demo.HecReceiver;
import io.muster.demo.HecReceiverFault;
import io.muster.demo.HecReceiverFaults;
import io.muster.demo.HecReceiverOptions;
import io.muster.push.SplunkConfig.Acknowledgement;
import io.muster.settings.Secret;
import io.muster.state.Outbox;
import io.muster.state.State;
import io.muster.state.StateConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database that cannot take what became of a batch, for a while. */
@Timeout(180)
final class SendingTroubleTest {

    private static final Duration ENOUGH = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final Logger logger = (Logger) org.slf4j.LoggerFactory.getLogger(Sending.class);
    private final CountDownLatch trouble = new CountDownLatch(1);
    private final Noted noted = new Noted();
    private State state;
    private Outbox outbox;

    /** Hears of the failures. */
    private final class Noted extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel() == Level.ERROR && event.getMessage().contains("bug")) {
                trouble.countDown();
            }
        }
    }

    @BeforeEach
    void open() {
        state = State.open(StateConfig.sqlite(folder.resolve("muster.db")), Clock.systemUTC());
        outbox = state.outbox();
        noted.start();
        logger.addAppender(noted);
    }

    @AfterEach
    void close() {
        logger.detachAppender(noted);
        state.close();
    }

    @ParameterizedTest
    @CsvSource({"acked, REQUIRED, NONE", "acked, OFF, NONE", "sent, REQUIRED, NONE", "ready, REQUIRED, BUSY"})
    void what_became_of_a_batch_is_told_when_the_database_works_again(
            String refused, Acknowledgement acknowledgement, String fault) throws Exception {
        HecReceiverFaults faults = fault.equals("NONE")
                ? HecReceiverFaults.none()
                : HecReceiverFaults.onEvents(HecReceiverFault.valueOf(fault));
        Frozen frozen = Frozen.into(outbox, 1, "splunk", EventFormat.hec("main", "muster", "muster"), 100, Set.of());
        execute("create trigger refuse before update of state on outbox_batch when new.state = '" + refused
                + "' begin select raise(abort, 'not now'); end");

        List<Delivery> deliveries;
        try (HecReceiver receiver = HecReceiver.start(options(), faults, Clock.systemUTC())) {
            SplunkConfig config = SplunkConfig.of(
                            "splunk", receiver.url(), new Secret("00000000-0000-4000-8000-000000000001"), "main")
                    .withSizes(3, 1_900_000)
                    .withAcknowledgement(acknowledgement, Duration.ofMillis(5), ENOUGH);
            Targets targets = Targets.open(new TargetsConfig(List.of(config), 1L << 30), Clock.systemUTC());
            try (Drain drain = Drain.start(outbox, targets, Tempos.CALM, Clock.systemUTC(), new Random(1))) {
                trouble.await();
                execute("drop trigger refuse");
                deliveries = drain.await(ENOUGH, each -> {});
            }

            assertThat(deliveries)
                    .containsExactly(new Delivery(
                            "splunk", frozen.batches(), frozen.events().size(), 0, 0, false));
            assertThat(receiver.index().count()).isEqualTo(frozen.events().size());
        }
    }

    private static HecReceiverOptions options() {
        return HecReceiverOptions.builder().indexDelay(Duration.ofMillis(5)).build();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = state.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute(sql);
        }
    }
}
