package io.muster.push;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.muster.push.FaultRun.Outcome;
import io.muster.state.State;
import io.muster.state.StateConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class DrainFaultsTest {

    private static final int SEEDS = 200;
    private static final int AT_ONCE = 12;

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.muster.push");
    private final @Nullable Level level = logger.getLevel();

    @TempDir
    private Path folder;

    @BeforeEach
    void thousands_of_warnings_are_expected() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void speak_again() {
        logger.setLevel(level);
    }

    @Test
    @Timeout(1800)
    void nothing_is_lost_and_every_duplicate_is_identifiable_whatever_receiver_and_senders_do() throws Exception {
        List<String> wrong = new ArrayList<>();
        long duplicates = 0;
        long letters = 0;
        int kills = 0;
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try (State state = State.open(StateConfig.sqlite(folder.resolve("muster.db")), Clock.systemUTC())) {
            Map<FaultRun, Future<Outcome>> runs = new LinkedHashMap<>();
            for (long seed = 0; seed < SEEDS; seed++) {
                FaultRun run = new FaultRun(seed, state.outbox());
                runs.put(run, threads.submit(run::run));
            }
            for (Map.Entry<FaultRun, Future<Outcome>> run : runs.entrySet()) {
                Outcome outcome = run.getValue().get();
                outcome.wrong().forEach(each -> wrong.add(run.getKey() + ": " + each));
                duplicates += outcome.duplicates();
                letters += outcome.letters();
                kills += outcome.kills();
            }
        }
        threads.shutdown();

        assertThat(wrong).isEmpty();
        assertThat(kills).as("senders that were killed").isGreaterThan(60);
        assertThat(letters).as("events that were refused").isGreaterThan(60);
        assertThat(duplicates).as("duplicates, so that the faults did happen").isPositive();
    }
}
