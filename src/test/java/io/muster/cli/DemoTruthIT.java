package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.catalog.Pack;
import io.muster.check.Attestations;
import io.muster.check.Basis;
import io.muster.check.Checker;
import io.muster.check.Exceptions;
import io.muster.check.OpaBinary;
import io.muster.demo.HecReceiverIndex.Indexed;
import io.muster.demo.world.DemoWorld;
import io.muster.demo.world.Truth;
import io.muster.finding.AccountId;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.finding.Reason;
import io.muster.finding.RunId;
import io.muster.finding.Verdict;
import io.muster.inventory.Account;
import io.muster.inventory.Organization;
import io.muster.inventory.Slice;
import io.muster.state.FindingFilter;
import io.muster.state.Run;
import io.muster.state.State;
import io.muster.state.TableInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo audit, by the command itself, against what was planted. */
final class DemoTruthIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Stage stage;
    private static Stage.Desk desk;
    private static Ran audit;
    private static List<String> left;

    @BeforeAll
    static void audit() {
        stage = Stage.of(folder, DemoWorld.Shape.standard(12, Instant.now()));
        desk = stage.deskWithNotes();
        Set<Long> before = processes();
        audit = desk.run("audit");
        left = ProcessHandle.current()
                .descendants()
                .filter(process -> !before.contains(process.pid()))
                .map(process -> process.info().commandLine().orElse("?"))
                .toList();
    }

    private static Set<Long> processes() {
        return ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    @AfterAll
    static void end() {
        stage.close();
    }

    @Test
    void every_verdict_is_the_planted_one() {
        Pack pack = Home.pack(List.of());
        Truth truth = Truth.of(stage.world(), pack);
        Map<CheckId, Map<AccountId, Verdict>> said = new TreeMap<>();
        for (Finding finding : findings()) {
            said.computeIfAbsent(finding.check(), check -> new TreeMap<>())
                    .merge(
                            finding.accountId(),
                            finding.verdict(),
                            (a, b) -> Verdict.WORST_FIRST.compare(a, b) <= 0 ? a : b);
        }

        assertThat(differences(truth.verdicts(), said)).as(audit.toString()).isEmpty();
    }

    private static List<String> differences(
            Map<CheckId, Map<AccountId, Verdict>> truth, Map<CheckId, Map<AccountId, Verdict>> said) {
        Set<CheckId> checks = new TreeSet<>(truth.keySet());
        checks.addAll(said.keySet());
        List<String> differences = new ArrayList<>();
        for (CheckId check : checks) {
            Map<AccountId, Verdict> wanted = truth.getOrDefault(check, Map.of());
            Map<AccountId, Verdict> got = said.getOrDefault(check, Map.of());
            Set<AccountId> accounts = new TreeSet<>(wanted.keySet());
            accounts.addAll(got.keySet());
            for (AccountId account : accounts) {
                if (wanted.get(account) != got.get(account)) {
                    differences.add(check + " in " + account + " is " + got.get(account) + ", but the truth is "
                            + wanted.get(account));
                }
            }
        }
        return differences;
    }

    @Test
    void a_row_that_comes_again_with_another_value_costs_no_check_its_verdict() {
        Configuration configuration = Configuration.parse(desk.yaml(), System.getenv());
        Run run = run();
        Basis basis = new Basis(configuration.expectations(), Exceptions.none(), Attestations.none(), run.started());
        OpaBinary opa = new OpaBinary(configuration.opa(), System.getenv());
        List<Finding> said = new ArrayList<>();
        try (State state = desk.state();
                Checker checker = Checker.start(configuration.opa(), opa, Home.pack(List.of()), basis, line -> {})) {
            Organization organization = state.runs().universe(run.id()).orElseThrow();
            List<Slice> slices = new ArrayList<>();
            state.manifest().forEach(run.id(), slices::add);
            RepeatedRows rows = new RepeatedRows(state, run.id(), organization);
            for (Account account : organization.accounts()) {
                said.addAll(checker.decide(account, organization, slices, rows));
            }
            said.addAll(checker.decideOrganization(organization, slices, rows));
        }

        assertThat(said)
                .filteredOn(finding -> finding.reason() == Reason.POLICY_ERROR || finding.reason() == Reason.SILENT)
                .extracting(finding -> finding.check() + " " + finding.message())
                .isEmpty();
    }

    @Test
    void it_ends_with_the_code_for_failures_and_leaves_nothing_running() {
        assertThat(audit.code()).as(audit.toString()).isEqualTo(ExitCode.FAILED);
        assertThat(left).isEmpty();
    }

    @Test
    void latest_points_to_the_report_of_the_run() throws IOException {
        Path latest = desk.reports().resolve("latest");
        assertThat(Files.readSymbolicLink(latest).toString())
                .endsWith(run().id().shortForm());
        assertThat(latest).isDirectoryContaining("glob:**/index.html").isDirectoryContaining("glob:**/report.json");
    }

    @Test
    void the_receiver_has_exactly_what_the_state_has_and_the_manifest_last() throws IOException {
        List<Indexed> events = stage.receiver().index().events();
        Map<String, Long> rows = new TreeMap<>();
        List<String> findings = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        try (State state = desk.state()) {
            RunId run = latest(state).id();
            state.tables().forEachTable(run, table -> addTo(rows, table));
            state.findings().forEach(run, FindingFilter.ALL, finding -> findings.add(text(finding)));
            state.manifest().forEach(run, slice -> {
                if (!slice.isRead()) {
                    unread.add(text(slice));
                }
            });
        }

        Map<String, Long> inventory = new TreeMap<>();
        List<String> sentFindings = new ArrayList<>();
        List<String> sentUnread = new ArrayList<>();
        for (Indexed event : events) {
            JsonNode json = JSON.readTree(event.event());
            assertThat(event.sameBytes()).isTrue();
            if (event.sourcetype().startsWith("muster:inventory:")) {
                inventory.merge(json.path("table").asText(), 1L, Long::sum);
            } else if (event.sourcetype().equals("muster:finding")) {
                sentFindings.add(text(json, "check", "account_id", "region", "resource", "verdict"));
            } else if (json.path("part").asText().equals("slice")) {
                sentUnread.add(text(json, "table", "account_id", "region", "reason"));
            }
        }
        assertThat(inventory).isEqualTo(rows);
        assertThat(sentFindings).containsExactlyInAnyOrderElementsOf(findings);
        assertThat(sentUnread).containsExactlyInAnyOrderElementsOf(unread);
        JsonNode last = JSON.readTree(events.get(events.size() - 1).event());
        assertThat(last.path("part").asText()).isEqualTo("run");
        assertThat(last.path("findings").asInt()).isEqualTo(findings.size());
    }

    private static void addTo(Map<String, Long> rows, TableInfo table) {
        if (table.rows() > 0) {
            rows.merge(table.query().value(), table.rows(), Long::sum);
        }
    }

    private static String text(Finding finding) {
        return String.join(
                " ",
                finding.check().value(),
                finding.accountId().value(),
                String.valueOf(finding.region()),
                finding.resource(),
                finding.verdict().word());
    }

    private static String text(Slice slice) {
        return String.join(
                " ",
                slice.source().value(),
                slice.account().value(),
                String.valueOf(slice.region()),
                slice.reason() == null ? "null" : slice.reason().word());
    }

    private static String text(JsonNode event, String... fields) {
        return List.of(fields).stream().map(field -> event.path(field).asText()).collect(Collectors.joining(" "));
    }

    @Test
    void names_that_mean_something_elsewhere_stay_names() throws IOException {
        String html = Files.readString(desk.reports().resolve("latest").resolve("index.html"));
        String csv = Files.readString(desk.reports().resolve("latest").resolve("findings.csv"));
        String markdown =
                Files.readString(desk.reports().resolve("latest").resolve("report.md"), StandardCharsets.UTF_8);
        String table = desk.run("findings").out();

        assertThat(html.contains("<b>EU")).as("HTML in a name is a tag").isFalse();
        assertThat(html).containsSubsequence("&lt;b&gt;EU &amp; UK");
        assertThat(csv.contains(",=HYPERLINK") || csv.contains(",\"=HYPERLINK"))
                .as("a spreadsheet would run the name")
                .isFalse();
        assertThat(csv).containsSubsequence("'=HYPERLINK");
        assertThat(markdown.contains("<b>EU")).as("HTML in Markdown").isFalse();
        assertThat(table).contains("=HYPERLINK").doesNotContain("\u001b");
    }

    @Test
    void tags_a_rule_and_a_score_of_macie_each_decide_what_a_bucket_holds() {
        Map<String, String> said = findings().stream()
                .filter(finding -> finding.check().value().equals("sensitive_buckets_versioned"))
                .filter(finding -> finding.verdict() == Verdict.FAIL)
                .collect(Collectors.toMap(Finding::resource, Finding::message));

        assertThat(said).hasSize(3);
        assertThat(said)
                .hasEntrySatisfying(
                        said(said, "-data"), text -> assertThat(text).contains("its tag calls 'confidential'"));
        assertThat(said)
                .hasEntrySatisfying(
                        said(said, "-customer-exports"),
                        text -> assertThat(text)
                                .contains("a rule of 'expectations.data-classes' calls 'confidential'"));
        assertThat(said)
                .hasEntrySatisfying(
                        said(said, "-uploads"), text -> assertThat(text).contains("Macie calls 'sensitive'"));
    }

    private static String said(Map<String, String> said, String end) {
        return said.keySet().stream()
                .filter(resource -> resource.endsWith(end))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_drill_that_was_planted_is_told_as_one_that_took_place() {
        List<String> said = findings().stream()
                .filter(finding -> finding.check().value().startsWith("responder_role_drilled")
                        || finding.check().value().endsWith("_simulated"))
                .map(Finding::message)
                .toList();

        assertThat(said)
                .anyMatch(text -> text.contains("a drill assumed arn:aws:iam::"))
                .anyMatch(text -> text.contains("may do every action of containment: simulated on"))
                .anyMatch(text -> text.contains("can't do iam:UpdateAccessKey")
                        && text.contains("Without it a responder can't stop a stolen access key"))
                .anyMatch(text -> text.contains("is hindered by a permissions boundary"))
                .anyMatch(text -> text.contains("could not be assumed: AWS answered AccessDenied"))
                .anyMatch(text -> text.contains("more than 90 days ago"))
                .anyMatch(text -> text.contains("was never tried"));
    }

    private static List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try (State state = desk.state()) {
            state.findings().forEach(latest(state).id(), FindingFilter.ALL, findings::add);
        }
        return findings;
    }

    private static Run run() {
        try (State state = desk.state()) {
            return latest(state);
        }
    }

    private static Run latest(State state) {
        return state.runs().latestComplete().orElseThrow(() -> new AssertionError(audit.toString()));
    }
}
