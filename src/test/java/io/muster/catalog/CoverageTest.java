package io.muster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.finding.Severity;
import io.muster.problem.Problem;
import io.muster.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CoverageTest {

    private static final Path HOME = Path.of(System.getProperty("muster.home", "."));

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();
    private Pack own;

    @BeforeEach
    void readOwnPack() {
        own = PackLoader.load(List.of(HOME), problems);
    }

    @Test
    void each_of_the_225_rows_of_the_catalogue_stands_once() {
        List<Coverage.Answer> answers = Coverage.read(HOME.resolve("checks"), own, problems);

        assertThat(problems.errors().stream().map(Problem::text)).isEmpty();
        assertThat(answers).extracting(Coverage.Answer::row).hasSize(225).doesNotHaveDuplicates();
    }

    @Test
    void no_row_of_the_catalogue_is_open() {
        List<Coverage.Answer> answers = Coverage.read(HOME.resolve("checks"), own, problems);

        assertThat(answers)
                .filteredOn(answer -> answer.kind() == Coverage.Kind.OPEN)
                .extracting(Coverage.Answer::row)
                .isEmpty();
    }

    @Test
    void checks_answer_the_rows_that_their_headers_name() throws IOException {
        write("rows: [{row: CT-01, severity: critical, question: Is it?}]", "answers: []");

        assertThat(Coverage.read(folder, own, problems)).first().satisfies(answer -> {
            assertThat(answer.kind()).isEqualTo(Coverage.Kind.CHECK);
            assertThat(answer.checks()).extracting(Object::toString).contains("cloudtrail_logging");
        });
    }

    @Test
    void what_nothing_answers_is_open() throws IOException {
        write("rows: [{row: ZZ-99, severity: low, question: Is it?}]", "answers: []");

        assertThat(Coverage.read(folder, own, problems).get(0).kind()).isEqualTo(Coverage.Kind.OPEN);
    }

    @Test
    void what_no_api_tells_says_what_answers_it_and_why() throws IOException {
        write(
                "rows: [{row: ZZ-99, severity: low, question: Is it?}]",
                "answers: [{row: ZZ-99, kind: not-decidable, reason: AWS keeps it to itself.}]");

        assertThat(Coverage.read(folder, own, problems).get(0))
                .isEqualTo(new Coverage.Answer(
                        "ZZ-99",
                        Severity.LOW,
                        "Is it?",
                        Coverage.Kind.NOT_DECIDABLE,
                        List.of(),
                        "AWS keeps it to itself."));
    }

    @Test
    void mistakes_are_told_with_their_line() throws IOException {
        write("""
                rows:
                  - {row: CT-01, severity: critical, question: Is it?}
                  - {row: CT-01, severity: critical, question: Is it?}
                  - {row: ZZ-99, severity: low, question: Is it?}
                """, """
                answers:
                  - {row: ZZ-98, kind: siem, reason: Because.}
                  - {row: ZZ-99, kind: siem}
                  - {row: CT-01, kind: not-decidable, reason: Because.}
                """);

        Coverage.read(folder, own, problems);

        assertThat(problems.errors().stream().map(Problem::text))
                .anyMatch(text -> text.contains("catalogue.yaml' line 3") && text.contains("'CT-01' stands twice"))
                .anyMatch(text -> text.contains("coverage.yaml' line 2")
                        && text.contains("no row 'ZZ-98'")
                        && text.contains("Did you mean 'ZZ-99'?"))
                .anyMatch(text -> text.contains("coverage.yaml' line 3") && text.contains("reason"))
                .anyMatch(text -> text.contains("coverage.yaml' line 4") && text.contains("said not to be decidable"));
    }

    private void write(String catalogue, String coverage) throws IOException {
        Files.writeString(folder.resolve("catalogue.yaml"), catalogue);
        Files.writeString(folder.resolve("coverage.yaml"), coverage);
    }
}
