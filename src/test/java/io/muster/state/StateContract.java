package io.muster.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.finding.RunId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the state promises over every database that it can live in. */
abstract class StateContract {

    static final Instant MONDAY = Instant.parse("2026-03-02T05:00:00Z");

    State state;

    /** A database without anything in it. */
    abstract StateConfig emptyDatabase() throws Exception;

    @BeforeEach
    void open() throws Exception {
        state = State.open(emptyDatabase(), Clock.fixed(MONDAY, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        state.close();
    }

    static RunId runId(int number) {
        return new RunId(new UUID(0x0190_0000_0000_7000L + number, 0x8000_0000_0000_0000L + number));
    }

    @Test
    void a_run_that_started_is_running_and_is_not_the_latest_complete_one() {
        Run run = state.runs().start(runId(1), MONDAY);

        assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(state.runs().latestComplete()).isEmpty();
        assertThat(state.runs().unfinished()).containsExactly(run);
        assertThat(state.runs().find(runId(1).shortForm())).contains(run);
    }
}
