package io.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.catalog.Pack;
import io.muster.problem.Problem;
import io.muster.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files in which people accept and attest. */
final class ExceptionsTest {

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file;
    }

    private Pack pack() {
        return new PackFolder(folder.resolve("pack"))
                .regionalQuery("vpcs")
                .check("flow_logs", "vpcs", "findings contains result.fail(input.account.id, \"x\")\n")
                .load();
    }

    @Test
    void all_problems_of_a_file_are_reported_at_once_with_their_lines() throws IOException {
        Path file = file("exceptions.yaml", """
                exceptions:
                  - check: flow_log
                    account: "111111111111"
                    owner: Payments
                    reason: sandbox
                    ticket: SEC-1
                    expires: 2027-01-01
                  - check: flow_logs
                    account: "1111"
                    owner: Payments
                    reason: sandbox
                    ticket: ""
                    expires: soon
                    because: x
                """);

        Exceptions.load(file, pack(), Map.of(), problems);

        assertThat(problems.errors().stream().map(problem -> line(problem) + " " + problem.what()))
                .containsExactlyInAnyOrder(
                        "2 'exceptions[0].check' is 'flow_log', which is no check.",
                        "9 'exceptions[1].account' is '1111', which is no account id.",
                        "12 'exceptions[1].ticket' is missing.",
                        "13 'exceptions[1].expires' is 'soon', which is no day.",
                        "14 'exceptions[1].because' is not a setting.");
        assertThat(problems.errors().get(0).why()).isEqualTo("Did you mean 'flow_logs'?");
    }

    private static int line(Problem problem) {
        Problem.Place place = problem.place();
        return place == null ? 0 : place.line();
    }

    @Test
    void attestations_need_who_when_until_and_what() throws IOException {
        Path file = file("attestations.yaml", """
                attestations:
                  - {name: PLB-04, who: Ann, when: 2026-06-01, expires: 2026-05-01, statement: drill}
                  - {name: SEC-04, when: 2026-06-01, expires: 2027-06-01, statement: mail was answered}
                  - {name: RSP-10, who: Ann, when: 2026-06-01, expires: 2027-06-01, statement: drill}
                  - {name: RSP-10, who: Bob, when: 2026-06-02, expires: 2027-06-01, statement: drill}
                """);

        Attestations attestations = Attestations.load(file, Map.of(), problems);

        assertThat(problems.errors().stream().map(problem -> line(problem) + " " + problem.what()))
                .containsExactlyInAnyOrder(
                        "2 'attestations[0].expires' is before the day of the attestation.",
                        "3 'attestations[1].who' is missing.",
                        "5 'RSP-10' is attested twice.");
        assertThat(attestations.all()).singleElement().extracting("who").isEqualTo("Ann");
    }

    @Test
    void a_file_that_is_not_there_is_a_problem() {
        Exceptions.load(folder.resolve("nosuch.yaml"), pack(), Map.of(), problems);

        assertThat(problems.hasErrors()).isTrue();
    }

    @Test
    void a_star_stands_for_any_text_and_nothing_else_does() {
        assertThat(Exceptions.Entry.glob("arn:aws:s3:::log*")
                        .matcher("arn:aws:s3:::logs-2026")
                        .matches())
                .isTrue();
        assertThat(Exceptions.Entry.glob("a.c").matcher("abc").matches()).isFalse();
        assertThat(Exceptions.Entry.glob("a\\Eb*").matcher("a\\Ebc").matches()).isTrue();
        assertThat(Exceptions.Entry.glob("*").matcher("").matches()).isTrue();
    }
}
