package io.muster.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestTest {

    @Test
    void a_typo_finds_the_name_that_was_meant() {
        assertThat(Nearest.to("tokn", List.of("token", "index"))).hasValue("token");
        assertThat(Nearest.to("agergator", List.of("aggregator", "aws"))).hasValue("aggregator");
        assertThat(Nearest.to("URL", List.of("url"))).hasValue("url");
    }

    @Test
    void a_name_that_is_too_far_away_is_not_suggested() {
        assertThat(Nearest.to("colour", List.of("token", "index"))).isEmpty();
        assertThat(Nearest.suggestion("colour", List.of("token"))).isEmpty();
    }
}
