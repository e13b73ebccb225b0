package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.finding.AccountId;
import io.muster.finding.Finding;
import io.muster.finding.Verdict;
import io.muster.state.FindingFilter;
import io.muster.state.Records;
import io.muster.state.State;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What commands note beside audits stands in the next audit's findings and report, with its day. */
final class RecordsIT {

    private static final String DRILL = "responder-drill";

    private final Stage stage = Stage.healthy();
    private final Stage.Desk desk = stage.desk();

    private AccountId account(int number) {
        return stage.world().accounts().get(number).id();
    }

    private void drilled(int account, Instant when, String row, String verdict, String message) {
        String role = "arn:aws:iam::" + account(account) + ":role/incident-responder";
        String json = """
                {"requirement": "%s", "role": "%s", "drilled_at": "%s", "entry": "proven", "simulated": true,
                "policies_of_organization_seen": true, "verdict": "%s", "reason": null, "messages": ["%s"]}
                """.formatted(row, role, when, verdict, message);
        try (State state = desk.state()) {
            state.records().note(DRILL, List.of(new Records.Entry(account(account), row, when, true, json)));
        }
    }

    private List<Finding> audited(String check) {
        Ran ran = desk.run("audit", "--check", check, "--no-push");
        assertThat(ran.code()).as(ran.toString()).isIn(ExitCode.DONE, ExitCode.FAILED, ExitCode.UNKNOWN);
        List<Finding> findings = new ArrayList<>();
        try (State state = desk.state()) {
            state.findings().forEach(state.runs().list(1).get(0).id(), FindingFilter.ALL, findings::add);
        }
        return findings;
    }

    private static Finding of(List<Finding> findings, AccountId account) {
        return findings.stream()
                .filter(finding -> finding.accountId().equals(account))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_account_is_proven_on_the_day_of_its_drill_or_refused_or_was_never_tried() throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        drilled(0, now, "RSP-10", "pass", "was assumed in this drill");
        drilled(1, now.minus(Duration.ofDays(10)), "RSP-10", "fail", "could not be assumed: denied");

        List<Finding> findings = audited("responder_role_drilled");

        assertThat(of(findings, account(0)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(of(findings, account(0)).message())
                .startsWith("was proven on " + now.toString().substring(0, 10) + ": a drill assumed arn:aws:iam::");
        assertThat(of(findings, account(1)).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(of(findings, account(1)).message()).startsWith("could not be assumed: denied (drill of ");
        assertThat(of(findings, account(2)).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(of(findings, account(2)).message()).contains("never tried", "muster drill");
        try (var files = Files.walk(desk.reports())) {
            assertThat(files.filter(file -> file.endsWith("index.html")).map(RecordsIT::text))
                    .isNotEmpty()
                    .allMatch(html -> html.contains("was never tried")
                            && html.contains("could not be assumed")
                            && html.contains("was proven on ")
                            && html.contains("id=\"drills\""));
        }
    }

    private static String text(java.nio.file.Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void a_drill_of_long_ago_proves_nothing() {
        Instant old = Instant.now().minus(Duration.ofDays(91)).truncatedTo(ChronoUnit.SECONDS);
        for (String row : List.of("RSP-02", "RSP-03", "RSP-04")) {
            drilled(0, old, row, "pass", "may do all");
        }

        Finding finding = of(audited("responder_role_simulated"), account(0));

        assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(finding.message())
                .startsWith("was last tried on " + old.toString().substring(0, 10));
    }

    @Test
    void the_nearest_rule_of_contacts_yaml_says_which_security_contact_an_account_shall_have() {
        desk.file("contacts.yaml", """
                contacts:
                  - for: organization
                    security: {name: Security Operations, title: SOC, email: aws-security@example.com, phone: "+1 555 0100"}
                  - ou: /Security
                    security: {name: Other, title: SOC, email: other@example.com, phone: "+1 555 0100"}
                """);

        List<Finding> addresses = audited("security_contact_address");
        List<Finding> details = audited("security_contact_details");

        assertThat(of(addresses, account(0)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(of(details, account(0)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(of(addresses, account(1)).verdict()).as(addresses.toString()).isEqualTo(Verdict.FAIL);
        assertThat(of(addresses, account(1)).message())
                .isEqualTo("has the security contact aws-security@example.com instead of other@example.com");
        assertThat(of(addresses, account(1)).evidence()).contains("ou /Security (line 4)");
        assertThat(of(details, account(1)).message())
                .isEqualTo("has a security contact whose name differs from the configured one");
    }

    @Test
    void a_file_of_contacts_that_is_wrong_is_told_before_anything_is_read() {
        desk.file("contacts.yaml", "contacts: [{for: organization, security: absnt}]\n");

        Ran ran = desk.run("audit", "--no-push");

        assertThat(ran.code()).as(ran.toString()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("contacts.yaml", "Did you mean 'absent'?");
    }

    @Test
    void drift_that_a_verification_saw_stands_in_the_next_report_with_its_day() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String json = """
                {"contact_type": "SECURITY", "read_at": "%s", "action": "change", "rule": "organization (line 2)",
                "differences": ["email"], "reason": null, "why": ""}
                """.formatted(now);
        try (State state = desk.state()) {
            state.records()
                    .note("verified-contacts", List.of(new Records.Entry(account(1), "security", now, true, json)));
        }

        List<Finding> findings = audited("contacts_verified");

        assertThat(of(findings, account(1)).message())
                .isEqualTo("differs in email; wanted by the rule for organization (line 2), read on "
                        + now.toString().substring(0, 10));
        assertThat(of(findings, account(1)).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(of(findings, account(0)).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    }

    @Test
    void what_was_noted_can_be_printed_as_a_table() {
        drilled(0, Instant.now(), "RSP-11", "pass", "may do all");

        Ran ran = desk.run("inventory", "run", "muster_responder_drill", "--format", "ndjson");

        assertThat(ran.code()).as(ran.toString()).isEqualTo(ExitCode.DONE);
        assertThat(ran.out()).contains("\"requirement\":\"RSP-11\"").contains("\"account_id\":\"" + account(0));
    }
}
