package io.muster.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import io.muster.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @Test
    void values_are_read_by_their_type() {
        Settings settings = parse("""
                steampipe:
                  url: jdbc:postgresql://localhost:9193/steampipe
                  statement-timeout: 5m
                  parallel-accounts: 4
                  aggregator: ~
                limits: {body: 64MB, strict: true}
                tags: {owner: [owner, Owner], environment: env}
                """);

        Section steampipe = settings.section("steampipe");
        assertThat(steampipe.text("url")).hasValue("jdbc:postgresql://localhost:9193/steampipe");
        assertThat(steampipe.duration("statement-timeout", Duration.ofSeconds(1)))
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(steampipe.integer("parallel-accounts", 8, 1, 64)).isEqualTo(4);
        assertThat(steampipe.text("aggregator")).isEmpty();
        assertThat(settings.section("limits").bytes("body", 1)).isEqualTo(64L << 20);
        assertThat(settings.section("limits").flag("strict", false)).isTrue();
        assertThat(settings.root().textsMap("tags"))
                .containsEntry("owner", List.of("owner", "Owner"))
                .containsEntry("environment", List.of("env"));
        assertThat(errors()).isEmpty();
    }

    @Test
    void all_problems_are_reported_together_with_their_lines() {
        Settings settings = parse("""
                steampipe:
                  statement-timeout: 30
                  parallel-accounts: many
                  agregator: aws
                scedule: {}
                """);

        Section steampipe = settings.section("steampipe");
        steampipe.duration("statement-timeout");
        steampipe.integer("parallel-accounts", 8, 1, 64);
        steampipe.text("aggregator");
        settings.section("schedule").text("audit");
        settings.finish();

        assertThat(errors())
                .containsExactly(
                        "2: 'steampipe.statement-timeout' is '30', which is no duration.",
                        "3: 'steampipe.parallel-accounts' is 'many', but must be a whole number from 1 to 64.",
                        "5: 'scedule' is not a setting.",
                        "4: 'steampipe.agregator' is not a setting.");
        assertThat(problems.errors().get(3).why()).isEqualTo("Did you mean 'steampipe.aggregator'?");
        assertThat(problems.errors().get(0).why()).contains("seconds or hours");
    }

    @Test
    void secrets_come_from_the_environment_or_a_file_and_are_never_shown() throws IOException {
        Files.writeString(folder.resolve("token"), "from-a-file\n");
        Path file = folder.resolve("muster.yaml");
        Files.writeString(file, "a: ${env:TOKEN}\nb: ${file:token}\nc: ${env:TOKEN}x\n");

        Settings settings = Settings.load(file, Map.of("TOKEN", "s3cret"), problems);

        assertThat(settings.root().secret("a").orElseThrow().reveal()).isEqualTo("s3cret");
        assertThat(settings.root().secret("b").orElseThrow().reveal()).isEqualTo("from-a-file");
        assertThat(settings.root().secret("a").orElseThrow()).hasToString("(secret)");
        settings.root().integer("c", 1, 1, 2);
        assertThat(errors()).containsExactly("3: 'c' is '${env:TOKEN}x', but must be a whole number from 1 to 2.");
    }

    @Test
    void a_token_that_no_header_can_carry_is_a_problem_that_does_not_show_it() throws IOException {
        Path file = folder.resolve("muster.yaml");
        Files.writeString(file, "a: ${env:GOOD}\nb: ${env:BROKEN}\nc: ${env:PASTED}\n");

        Settings settings = Settings.load(
                file, Map.of("GOOD", "s3cret\n", "BROKEN", "s3cret\nmore", "PASTED", "s3cret\u2026"), problems);

        assertThat(settings.root().token("a").orElseThrow().reveal()).isEqualTo("s3cret");
        assertThat(settings.root().token("b")).isEmpty();
        assertThat(settings.root().token("c")).isEmpty();
        assertThat(errors())
                .containsExactly(
                        "2: 'b' has a character that no token has, in place 7.",
                        "3: 'c' has a character that no token has, in place 7.");
    }

    @Test
    void a_reference_that_leads_nowhere_is_a_problem() {
        Settings settings = parse("a: ${env:NOT_SET}\nb: ${vault:x}\nc: ${env:X\n");

        settings.root().text("a");
        settings.root().text("b");
        settings.root().text("c");

        assertThat(errors())
                .containsExactly(
                        "1: 'a' needs the environment variable 'NOT_SET', which is not set.",
                        "2: 'b' refers to '${vault:x}', which is neither env: nor file:.",
                        "3: 'c' has a '${' without its '}'.");
    }

    @Test
    void a_file_that_is_missing_or_no_yaml_is_one_clear_problem() throws IOException {
        Settings.load(folder.resolve("none.yaml"), Map.of(), problems);
        Path broken = folder.resolve("broken.yaml");
        Files.writeString(broken, "a: [1, 2\nb: }");
        Settings.load(broken, Map.of(), problems);
        Path list = folder.resolve("list.yaml");
        Files.writeString(list, "- a\n- b\n");
        Settings.load(list, Map.of(), problems);

        assertThat(problems.errors()).hasSize(3);
        assertThat(problems.errors().get(0).what()).contains("none.yaml").contains("does not exist");
        assertThat(problems.errors().get(1).what()).startsWith("The text is no YAML");
        assertThat(problems.errors().get(2).what()).contains("no 'key: value' lines");
    }

    @Test
    void a_key_that_is_set_twice_is_a_problem() {
        parse("a: 1\na: 2\n").root().text("a");

        assertThat(errors()).containsExactly("2: 'a' is set twice.");
    }

    @Test
    void lists_of_sections_name_their_place() {
        Settings settings = parse("targets:\n  - {name: splunk, tokn: x}\n  - {name: file}\n");

        for (Section target : settings.root().sections("targets")) {
            target.text("name");
            target.secret("token");
        }
        settings.finish();

        assertThat(errors()).containsExactly("2: 'targets[0].tokn' is not a setting.");
    }

    @Test
    void finishing_throws_every_problem_at_once() {
        Settings settings = parse("a: 1\nb: 2\n");

        assertThatThrownBy(settings::finishOrThrow)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'a' is not a setting.")
                .hasMessageContaining("'b' is not a setting.");
    }

    private Settings parse(String text) {
        return Settings.parse(text, "muster.yaml", Map.of(), problems);
    }

    private List<String> errors() {
        return problems.errors().stream().map(SettingsTest::shortForm).collect(Collectors.toList());
    }

    private static String shortForm(Problem problem) {
        return (problem.place() == null ? "" : problem.place().line() + ": ") + problem.what();
    }
}
