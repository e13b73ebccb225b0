package io.muster.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.finding.AccountId;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.finding.Reason;
import io.muster.finding.RunId;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import io.muster.state.Run;
import io.muster.state.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HtmlReporterTest {

    private static final Instant STARTED = Instant.parse("2026-11-24T05:00:00Z");
    private static final String RUN = "01936000-0000-7000-8000-00000000abcd";

    @TempDir
    private Path folder;

    @Test
    void the_page_says_first_what_was_read_and_counts_with_their_denominator() throws IOException {
        String page = page(model(true, STARTED.minusSeconds(86_400)));

        assertThat(page)
                .contains("Readiness on 24 November 2026")
                .contains("95 of 100 readings", "<b>95 %</b>")
                .contains("failures <span class=\"soft\">of 42 findings</span>")
                .contains("1 fail, 11 pass of 12 accounts");
        assertThat(page.indexOf("<h2>Can we trust this report?")).isLessThan(page.indexOf("<h2>What got worse"));
        assertThat(page.indexOf("<h2>What got worse")).isLessThan(page.indexOf("<h2>What got fixed"));
        assertThat(page.indexOf("<h2>What got fixed")).isLessThan(page.indexOf("<h2>What is open"));
    }

    @Test
    void the_page_needs_nothing_but_itself() throws IOException {
        String page = page(model(true, null));

        assertThat(page).doesNotContain("src=\"http").doesNotContain("<link").doesNotContain("@import");
    }

    @Test
    void a_name_cannot_become_part_of_the_page() throws IOException {
        String page = page(model(true, null));

        assertThat(page).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    @Test
    void an_unfinished_run_says_so() throws IOException {
        assertThat(page(model(false, null))).contains("This run did not finish.");
        assertThat(page(model(true, null))).doesNotContain("This run did not finish.");
    }

    @Test
    void the_answers_come_in_the_order_of_the_promise() throws IOException {
        String page = page(model(true, STARTED.minusSeconds(86_400)));

        assertThat(page)
                .containsSubsequence(
                        "Can we trust this report?",
                        "What got worse",
                        "What got fixed",
                        "What is open",
                        "By severity",
                        "By owner",
                        "What an investigator could not answer today",
                        "Contacts",
                        "Exceptions",
                        "Trend",
                        "All checks");
    }

    @Test
    void a_blocked_step_names_the_check_and_an_exception_the_days_that_it_has_left() throws IOException {
        assertThat(page(model(true, null)))
                .contains("Was anything recorded?", "href=\"#check-trails_log\"", "in 7 days")
                .contains("blocked in up to 1 account<", "from 30 days, not known in 3")
                .contains("href=\"https://example.com/stolen-key\"");
    }

    @Test
    void a_narrowed_run_says_to_what() throws IOException {
        assertThat(page(model(true, null, "--area logging"))).contains("This run was narrowed to", "--area logging");
    }

    private String page(ReportModel model) throws IOException {
        Run run = new Run(
                RunId.of(RUN), STARTED, STARTED.plusSeconds(60), RunStatus.COMPLETE, "", "o-1", 12, 42, 3, null);
        new HtmlReporter().write(run, model, folder);
        return Files.readString(folder.resolve("index.html"));
    }

    @Test
    void commands_in_texts_are_set_as_code_and_a_lone_backtick_stays() {
        assertThat(PageText.parts("Run `muster drill`, then look."))
                .containsExactly("Run ", "muster drill", ", then look.");
        assertThat(PageText.parts("a ` alone")).containsExactly("a ` alone");
    }

    @Test
    void what_was_drilled_is_told_with_its_day_or_as_never_tried_or_why_nobody_knows() {
        assertThat(PageText.noted(saying("was proven on 2026-11-12: a drill assumed it")))
                .isEqualTo("2026-11-12");
        assertThat(PageText.noted(saying("can't do ec2:StopInstances (RSP-02, drill of 2026-11-12)")))
                .isEqualTo("2026-11-12");
        assertThat(PageText.noted(saying("was never tried: no `muster drill` has assumed its role")))
                .isEqualTo("never tried");
        assertThat(PageText.noted(saying("cannot be judged"))).isEqualTo("region not covered");
    }

    private static Finding saying(String message) {
        return finding("production", Verdict.UNKNOWN, Reason.REGION_NOT_COVERED)
                .judged(Verdict.UNKNOWN, Reason.REGION_NOT_COVERED, message);
    }

    static ReportModel model(boolean complete, @Nullable Instant before) {
        return model(complete, before, "");
    }

    static ReportModel model(boolean complete, @Nullable Instant before, String scope) {
        Finding fail = finding("sandbox <script>alert(1)</script>", Verdict.FAIL, null);
        Finding unknown = finding("production", Verdict.UNKNOWN, Reason.DENIED);
        List<ReportModel.Account> accounts = new ArrayList<>();
        accounts.add(new ReportModel.Account(
                "111111111111", fail.accountName(), "Team \"A\"", "test", 1, Map.of(Verdict.FAIL, 1L), Map.of()));
        ReportModel.Check check = new ReportModel.Check(
                "trails_log",
                "logging",
                "Trails log now",
                "At least one trail records the account.",
                Severity.CRITICAL,
                "Nobody can say what an intruder did.",
                "Start logging.",
                List.of("CT-01"),
                List.of("cis-aws-5.0:3.1"),
                List.of("Stolen key: Was anything recorded?"),
                Map.of(Verdict.FAIL, 1L, Verdict.PASS, 11L),
                List.of(fail, unknown),
                2,
                false,
                List.of());
        return new ReportModel(
                "0.1.0",
                RUN,
                "00000000abcd",
                complete,
                scope,
                STARTED,
                STARTED.plusSeconds(60),
                before,
                "o-exampleorg",
                12,
                new ReportModel.Coverage(
                        100,
                        95,
                        0,
                        Map.of("denied", 5L),
                        List.of(new ReportModel.Hole(
                                "222222222222",
                                "production",
                                "vpc_flow_logs",
                                List.of("eu-west-1"),
                                "denied",
                                "You are not authorized to perform this operation.")),
                        1),
                new ReportModel.Totals(
                        Map.of(Verdict.FAIL, 1L, Verdict.UNKNOWN, 1L, Verdict.PASS, 40L),
                        Map.of(Severity.CRITICAL, 1L),
                        Map.of(Severity.HIGH, 1L)),
                List.of(fail),
                1,
                List.of(),
                0,
                List.of(check),
                accounts,
                List.of(new ReportModel.Owner("Team \"A\"", 1, 1, 1, 0)),
                List.of(new ReportModel.Blocked(
                        "stolen_key/1",
                        "Stolen key",
                        "https://example.com/stolen-key",
                        "Was anything recorded?",
                        List.of(check),
                        List.of("sandbox"),
                        1,
                        0,
                        12,
                        new ReportModel.Reach(LookBack.days(30, "rule 'short' of bucket 'trails'"), 9, 3))),
                List.of(new ReportModel.Acceptance(
                        fail.withException("Payments, SEC-1, until 2026-12-01"), LocalDate.of(2026, 12, 1))),
                List.of(
                        new ReportModel.Week(LocalDate.of(2026, 11, 16), 5, 3),
                        new ReportModel.Week(LocalDate.of(2026, 11, 23), 1, 1)));
    }

    private static Finding finding(String account, Verdict verdict, @Nullable Reason reason) {
        return new Finding(
                new CheckId("trails_log"),
                "Trails log now",
                Severity.CRITICAL,
                verdict,
                reason,
                new AccountId("111111111111"),
                account,
                "eu-west-1",
                "arn:aws:cloudtrail:eu-west-1:111111111111:trail/main",
                "does not log now",
                null,
                "{\"is_logging\":false}",
                "Team \"A\"",
                "test",
                STARTED,
                STARTED,
                null,
                null);
    }
}
