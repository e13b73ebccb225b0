package io.muster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.problem.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class PlaybooksTest {

    private static final Path HOME = Path.of(System.getProperty("muster.home", "."));

    @Test
    void every_row_that_a_playbook_names_is_in_the_catalogue() {
        Problems problems = new Problems();
        Pack pack = PackLoader.load(List.of(HOME), problems);
        Set<String> rows = Coverage.read(HOME.resolve("checks"), pack, problems).stream()
                .map(Coverage.Answer::row)
                .collect(Collectors.toSet());

        assertThat(pack.playbooks()).hasSizeGreaterThanOrEqualTo(6);
        for (Playbook playbook : pack.playbooks()) {
            assertThat(playbook.steps()).as(playbook.name()).isNotEmpty();
            playbook.steps()
                    .forEach(step -> assertThat(rows)
                            .as(playbook.name() + ": " + step.question())
                            .containsAll(step.rows()));
        }
    }
}
