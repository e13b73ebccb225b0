package io.muster.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PaceTest {

    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");

    private final Pace pace = new Pace(Tempo.STANDARD, new Random(1));

    @Test
    void a_parked_target_is_probed_by_one_lane_when_its_time_has_come() {
        assertThat(pace.park(NOW, pace.resumptions())).isTrue();
        assertThat(pace.isParked()).isTrue();
        assertThat(pace.enter(NOW)).isFalse();

        Instant later = NOW.plus(Duration.ofMinutes(1));
        assertThat(pace.enter(later)).isTrue();
        assertThat(pace.enter(later)).isFalse();
    }

    @Test
    void a_refusal_on_its_way_when_somebody_asks_for_another_try_does_not_park_again() {
        int first = pace.resumptions();
        int second = pace.resumptions();
        pace.park(NOW, first);
        pace.resume();

        assertThat(pace.park(NOW, second)).isFalse();

        assertThat(pace.isParked()).isFalse();
        assertThat(pace.enter(NOW)).isTrue();
    }

    @Test
    void a_refusal_of_the_other_try_parks_again() {
        pace.park(NOW, pace.resumptions());
        pace.resume();

        assertThat(pace.park(NOW, pace.resumptions())).isTrue();
        assertThat(pace.enter(NOW)).isFalse();
    }
}
