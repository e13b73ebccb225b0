package io.muster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.problem.Problem;
import io.muster.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlaybooksTest {

    private static final Path HOME = Path.of(System.getProperty("muster.home", "."));

    private static final String PLAYBOOK = """
            stolen_key:
              title: Stolen key
              source: https://example.com/stolen-key
              steps:
                - {step: "What was done with it?", rows: [CT-01], looks-at: cloudtrail}
                - {step: "Disable it.", rows: [CT-01]}
            """;

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @Test
    void every_playbook_of_the_pack_is_there_and_names_rows_of_the_catalogue() {
        Pack pack = PackLoader.load(List.of(HOME), problems);
        Set<String> rows = Coverage.read(HOME.resolve("checks"), pack, problems).stream()
                .map(Coverage.Answer::row)
                .collect(Collectors.toSet());

        assertThat(problems.errors()).isEmpty();
        assertThat(pack.playbooks())
                .extracting(Playbook::id)
                .contains(
                        "compromised_iam_credentials",
                        "data_breach",
                        "ec2_forensics",
                        "rds_public_access",
                        "s3_public_access",
                        "s3_ransom",
                        "vpc_flow_analysis");
        for (Playbook playbook : pack.playbooks()) {
            assertThat(playbook.source()).as(playbook.id()).startsWith("https://");
            assertThat(playbook.steps()).as(playbook.id()).isNotEmpty();
            playbook.steps()
                    .forEach(step -> assertThat(rows)
                            .as(playbook.id() + ": " + step.question())
                            .containsAll(step.rows()));
        }
    }

    @Test
    void each_playbook_of_the_pack_has_a_step_that_a_check_can_block() {
        Pack pack = PackLoader.load(List.of(HOME), problems);
        Set<String> decided = pack.checks().stream()
                .flatMap(check -> check.requirements().stream())
                .collect(Collectors.toSet());

        assertThat(pack.playbooks())
                .allSatisfy(playbook -> assertThat(playbook.steps())
                        .anyMatch(step -> step.rows().stream().anyMatch(decided::contains)));
    }

    @Test
    void a_step_says_which_record_it_looks_at_or_none() throws IOException {
        write("catalogue.yaml", "rows: [{row: CT-01, severity: high, question: Trails?}]");
        write("playbooks/stolen_key.yaml", PLAYBOOK);

        Pack pack = PackLoader.load(List.of(folder), problems);

        assertThat(problems.errors()).isEmpty();
        assertThat(pack.playbooks())
                .containsExactly(new Playbook(
                        "stolen_key",
                        "Stolen key",
                        "https://example.com/stolen-key",
                        List.of(
                                new Playbook.Step(
                                        "What was done with it?", List.of("CT-01"), Playbook.LooksAt.CLOUDTRAIL),
                                new Playbook.Step("Disable it.", List.of("CT-01"), null))));
    }

    @Test
    void a_folder_of_ones_own_adds_playbooks_and_replaces_those_of_the_same_id() throws IOException {
        write("playbooks/stolen_key.yaml", PLAYBOOK);
        write("playbooks/s3_ransom.yaml", PLAYBOOK.replace("stolen_key:", "s3_ransom:"));

        Pack pack = PackLoader.load(List.of(HOME, folder), problems);

        assertThat(problems.errors()).isEmpty();
        assertThat(pack.playbooks()).extracting(Playbook::id).contains("stolen_key", "data_breach");
        assertThat(pack.playbooks())
                .filteredOn(playbook -> playbook.id().equals("s3_ransom"))
                .extracting(Playbook::title)
                .containsExactly("Stolen key");
    }

    @Test
    void the_playbook_of_contributing_works_as_it_stands() throws IOException {
        Matcher block = Pattern.compile("```yaml\n(stolen_laptop:.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(HOME.resolve("CONTRIBUTING.md")));
        assertThat(block.find()).isTrue();
        write("playbooks/stolen_laptop.yaml", block.group(1));

        Pack pack = PackLoader.load(List.of(HOME, folder), problems);

        assertThat(problems.errors()).isEmpty();
        assertThat(pack.playbooks()).extracting(Playbook::id).contains("stolen_laptop");
    }

    @Test
    void an_unknown_row_is_named_with_its_line_and_the_nearest_one() throws IOException {
        write("catalogue.yaml", "rows: [{row: CT-01, severity: high, question: Trails?}]");
        write("playbooks/stolen_key.yaml", PLAYBOOK.replace("\"Disable it.\", rows: [CT-01]", "Off, rows: [CT-1]"));

        PackLoader.load(List.of(folder), problems);

        assertThat(problems.errors()).hasSize(1);
        Problem problem = problems.errors().get(0);
        assertThat(problem.what()).isEqualTo("The catalogue has no row 'CT-1'.");
        assertThat(problem.why()).isEqualTo("Did you mean 'CT-01'?");
        assertThat(problem.place()).isNotNull();
        assertThat(problem.place().file()).endsWith("stolen_key.yaml");
        assertThat(problem.place().line()).isEqualTo(6);
    }

    @Test
    void an_unknown_key_or_record_and_a_name_that_is_not_that_of_the_file_are_problems() throws IOException {
        write("catalogue.yaml", "rows: [{row: CT-01, severity: high, question: Trails?}]");
        write("playbooks/stolen_key.yaml", PLAYBOOK.replace("looks-at: cloudtrail", "looks-at: cloudtrial"));
        write("playbooks/two.yaml", PLAYBOOK.replace("stolen_key:", "two:").replace("title:", "titel:"));
        write("playbooks/three.yaml", PLAYBOOK.replace("stolen_key:", "tree:"));
        write("playbooks/Four.yaml", PLAYBOOK);

        PackLoader.load(List.of(folder), problems);

        assertThat(problems.errors())
                .extracting(Problem::what)
                .contains(
                        "'stolen_key.steps[0].looks-at' is 'cloudtrial', but must be one of cloudtrail, data-events,"
                                + " flow-logs, dns-queries, database-logs.",
                        "'two.title' is missing.",
                        "'two.titel' is not a setting.",
                        "'tree' is not a setting.",
                        "'Four' is no id of a playbook.");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve("checks").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
