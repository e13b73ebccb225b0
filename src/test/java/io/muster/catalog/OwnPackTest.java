package io.muster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.problem.Problem;
import io.muster.problem.Problems;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The headers of Muster's own pack. */
final class OwnPackTest {

    private static final Path HOME = Path.of(System.getProperty("muster.home", "."));

    @Test
    void every_header_can_be_read_and_every_reference_leads_somewhere() {
        Problems problems = new Problems();

        Pack pack = PackLoader.load(List.of(HOME), problems);

        assertThat(problems.errors().stream().map(Problem::text)).isEmpty();
        assertThat(pack.checks()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(pack.queries()).hasSizeGreaterThanOrEqualTo(40);
    }
}
