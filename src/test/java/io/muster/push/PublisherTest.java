package io.muster.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.SettableClock;
import io.muster.finding.AccountId;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.finding.Reason;
import io.muster.finding.RunId;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import io.muster.inventory.Account;
import io.muster.inventory.AccountState;
import io.muster.inventory.Confirmation;
import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import io.muster.problem.ProblemException;
import io.muster.settings.Secret;
import io.muster.state.Lease;
import io.muster.state.OutboxBatch;
import io.muster.state.OutboxSender;
import io.muster.state.State;
import io.muster.state.StateConfig;
import io.muster.state.TableWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublisherTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T05:00:00.123Z");
    private static final AccountId PAYMENTS = new AccountId("111122223333");
    private static final AccountId SANDBOX = new AccountId("444455556666");
    private static final QueryId INSTANCES = new QueryId("ec2_instances");
    private static final QueryId USERS = new QueryId("iam_users");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(MONDAY);
    private final Map<String, List<String>> taken = new LinkedHashMap<>();
    private State state;

    @BeforeEach
    void open() {
        state = State.open(StateConfig.sqlite(folder.resolve("muster.db")), clock);
    }

    @AfterEach
    void close() {
        state.close();
    }

    @Test
    void events_have_the_shapes_that_are_documented() throws Exception {
        RunId second = twoRuns();
        SplunkConfig splunk = splunk("splunk");
        FileConfig files = FileConfig.of("files", folder);

        Published published = publish(second, List.of(splunk, files));

        assertThat(published).isEqualTo(new Published(second, List.of("splunk", "files"), 4, 3, 2, 8));
        assertThat(lines("splunk")).isEqualTo(golden("hec.ndjson"));
        assertThat(lines("files")).isEqualTo(golden("plain.ndjson"));
    }

    @Test
    void every_id_is_the_digest_of_its_event_and_the_same_for_every_target() throws Exception {
        RunId second = twoRuns();

        publish(second, List.of(splunk("splunk"), FileConfig.of("files", folder)));

        List<String> ids = new ArrayList<>();
        for (String line : lines("splunk").split("\n")) {
            JsonNode envelope = JSON.readTree(line);
            String id = envelope.path("fields").path("event_id").asText();
            String event = line.substring(line.indexOf("\"event\":") + 8, line.lastIndexOf(",\"fields\":"));
            assertThat(envelope.path("event").path("event_id").asText()).isEqualTo(id);
            String hashed = envelope.path("sourcetype").asText() + "\n"
                    + event.substring("{\"event_id\":\"".length() + Event.ID_LENGTH);
            assertThat(id).isEqualTo(base32(hashed));
            ids.add(id);
        }
        assertThat(ids).doesNotHaveDuplicates();
        List<String> others = new ArrayList<>();
        for (String line : lines("files").split("\n")) {
            others.add(JSON.readTree(line).path("event_id").asText());
        }
        assertThat(others).isEqualTo(ids);
    }

    @Test
    void publishing_again_adds_nothing() throws Exception {
        RunId second = twoRuns();
        publish(second, List.of(splunk("splunk")));
        long before = state.outbox().waiting("splunk");

        Published again = publish(second, List.of(splunk("splunk")));

        assertThat(again.batches()).isZero();
        assertThat(state.outbox().waiting("splunk")).isEqualTo(before);
    }

    @Test
    void an_interrupted_publication_goes_on_with_the_same_batches_and_plan() throws Exception {
        RunId run = manyRows(1, 2_000);
        SplunkConfig small = splunk("splunk").withSizes(1, 10_000);
        Targets full = new Targets(targets(List.of(small)), 3_000);
        assertThatThrownBy(() -> new Publisher(state, full).publish(run)).isInstanceOf(ProblemException.class);
        long frozen = state.outbox().waiting("splunk");

        publish(run, List.of(splunk("splunk").withSizes(1, 20_000)));
        publish(run, List.of(splunk("whole").withSizes(1, 10_000)));

        assertThat(frozen).isPositive();
        assertThat(state.outbox().waiting("splunk"))
                .isGreaterThan(frozen)
                .isEqualTo(state.outbox().waiting("whole"));
        assertThat(batches("splunk")).isEqualTo(batches("whole"));
    }

    @Test
    void what_an_interrupted_process_left_is_found_and_finished() throws Exception {
        RunId run = manyRows(1, 2_000);
        Targets full = new Targets(targets(List.of(splunk("splunk").withSizes(1, 10_000))), 3_000);
        assertThatThrownBy(() -> new Publisher(state, full).publish(run)).isInstanceOf(ProblemException.class);
        Targets other = new Targets(targets(List.of(splunk("other"))), 1L << 30);
        Targets roomy = new Targets(targets(List.of(splunk("splunk"))), 1L << 30);

        assertThat(new Publisher(state, other).resume()).isEmpty();
        assertThat(new Publisher(state, roomy).resume())
                .extracting(Published::run)
                .containsExactly(run);
        assertThat(new Publisher(state, roomy).resume()).isEmpty();
        assertThat(state.outbox().unfinished()).isEmpty();
    }

    @Test
    void a_run_whose_process_died_before_it_was_delivered_is_delivered_by_the_next_one() throws Exception {
        Targets targets = new Targets(targets(List.of(splunk("splunk"))), 1L << 30);
        Publisher publisher = new Publisher(state, targets);
        start(1, MONDAY);
        publisher.announce(id(1));

        assertThat(publisher.resume()).isEmpty();
        state.runs().complete(id(1), MONDAY.plusSeconds(90));
        assertThat(publisher.resumeBefore(id(1))).isEmpty();
        RunId later = manyRows(2, 10);
        publisher.announce(later);
        assertThat(publisher.resumeBefore(later)).extracting(Published::run).containsExactly(id(1));
        assertThat(publisher.isPublished(id(1))).isTrue();
        assertThat(publisher.isPublished(later)).isFalse();
    }

    @Test
    void one_process_at_a_time_puts_runs_into_the_outbox() throws Exception {
        RunId run = manyRows(1, 10);
        try (Lease other = state.lease("publish")) {
            assertThatThrownBy(() -> publish(run, List.of(splunk("splunk"))))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("Another process is doing this");
            other.confirm();
        }
        assertThat(publish(run, List.of(splunk("splunk"))).rows()).isEqualTo(10);
    }

    @Test
    void a_full_outbox_says_who_does_not_take_what_waits() throws Exception {
        RunId run = manyRows(1, 2_000);
        Targets full = new Targets(targets(List.of(splunk("splunk").withSizes(1, 10_000))), 3_000);

        assertThatThrownBy(() -> new Publisher(state, full).publish(run))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("The outbox is full")
                .hasMessageContaining("'splunk' has 32 batches to take")
                .hasMessageContaining("muster outbox status");
    }

    @Test
    void a_target_for_changes_gets_no_rows_but_changes_findings_and_the_manifest() throws Exception {
        RunId second = twoRuns();

        publish(second, List.of(splunk("splunk").withInventory(InventoryMode.CHANGES)));

        Map<String, Long> types = new LinkedHashMap<>();
        for (String line : lines("splunk").split("\n")) {
            types.merge(JSON.readTree(line).path("sourcetype").asText(), 1L, Long::sum);
        }
        assertThat(types)
                .containsExactly(
                        Map.entry("muster:change", 3L), Map.entry("muster:finding", 2L), Map.entry("muster:run", 4L));
        assertThat(golden("hec.ndjson")).contains(lines("splunk"));
    }

    @Test
    void of_a_table_that_measures_only_rows_that_come_and_go_are_changes() throws Exception {
        RunId second = twoRuns();
        Targets targets = new Targets(targets(List.of(splunk("splunk"))), 1L << 30);

        Published published = new Publisher(state, targets, () -> Set.of(INSTANCES)).publish(second);

        List<String> changes = new ArrayList<>();
        for (String line : lines("splunk").split("\n")) {
            JsonNode event = JSON.readTree(line).path("event");
            if (event.has("change")) {
                changes.add(event.path("key") + " " + event.path("change").asText());
            }
        }
        assertThat(changes).containsExactlyInAnyOrder("[\"i-2\"] disappeared", "[\"i-4\"] appeared");
        assertThat(published.changes()).isEqualTo(2);
    }

    @Test
    void targets_with_the_same_plan_get_the_same_bytes() throws Exception {
        RunId second = twoRuns();

        publish(second, List.of(splunk("one"), splunk("two")));

        assertThat(batches("one")).isEqualTo(batches("two"));
    }

    @Test
    void a_run_that_is_not_complete_is_not_delivered() {
        RunId run = id(1);
        state.runs().start(run, MONDAY);

        assertThatThrownBy(() -> publish(run, List.of(splunk("splunk"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only a complete run");
    }

    private RunId twoRuns() {
        start(1, MONDAY.minus(Duration.ofDays(1)));
        table(id(1), PAYMENTS, INSTANCES, "id", """
                {"id":"i-1","region":"eu-west-1","state":"running"}
                {"id":"i-2","region":"eu-west-1","state":"running"}
                {"id":"i-3","region":"us-east-1","state":"running"}
                """);
        table(id(1), SANDBOX, USERS, "name", """
                {"name":"alice","region":"global"}
                """);
        state.manifest().add(id(1), List.of(read(PAYMENTS, INSTANCES), read(SANDBOX, USERS)));
        state.runs().complete(id(1), MONDAY.minus(Duration.ofHours(23)));

        start(2, MONDAY);
        table(id(2), PAYMENTS, INSTANCES, "id", """
                {"id":"i-1","region":"eu-west-1","state":"stopped"}
                {"id":"i-3","region":"us-east-1","state":"running"}
                {"id":"i-4","region":"eu-west-1","tags":{"note":"\\"quoted\\", 18446744073709551616"}}
                """);
        table(id(2), SANDBOX, USERS, "name", """
                {"name":"alice","region":"global"}
                """);
        state.manifest()
                .add(
                        id(2),
                        List.of(
                                read(PAYMENTS, INSTANCES),
                                read(SANDBOX, USERS),
                                Slice.unreadable(
                                        SANDBOX,
                                        INSTANCES,
                                        "us-east-1",
                                        Reason.DENIED,
                                        "not authorized to perform: \"ec2:DescribeInstances\"",
                                        Duration.ofSeconds(1))));
        state.findings().record(id(2), PAYMENTS, List.of(finding(PAYMENTS, "payments", Verdict.FAIL, null)));
        state.findings().record(id(2), SANDBOX, List.of(finding(SANDBOX, "sandbox", Verdict.UNKNOWN, Reason.DENIED)));
        state.runs().complete(id(2), MONDAY.plusSeconds(90));
        return id(2);
    }

    private RunId manyRows(int number, int rows) {
        start(number, MONDAY);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            lines.append("{\"id\":\"i-").append(String.format("%05d", i)).append("\",\"region\":\"eu-west-1\"}\n");
        }
        table(id(number), PAYMENTS, INSTANCES, "id", lines.toString());
        state.manifest().add(id(number), List.of(read(PAYMENTS, INSTANCES)));
        state.runs().complete(id(number), MONDAY.plusSeconds(90));
        return id(number);
    }

    private void start(int number, Instant time) {
        state.runs().start(id(number), time);
        state.runs()
                .universe(
                        id(number),
                        new Organization(
                                "o-example",
                                PAYMENTS,
                                List.of(
                                        account(PAYMENTS, "payments", "Team \"Pay\"", "prod"),
                                        account(SANDBOX, "sandbox <b>", null, null))));
    }

    private static Account account(AccountId id, String name, @Nullable String owner, @Nullable String environment) {
        return new Account(
                id,
                name,
                "",
                AccountState.ACTIVE,
                "aws",
                id.equals(PAYMENTS),
                List.of("eu-west-1", "us-east-1"),
                Map.of(),
                owner,
                environment,
                null,
                "aws_" + id);
    }

    private void table(RunId run, AccountId account, QueryId query, String key, String rows) {
        try (TableWriter writer = state.tables().write(run, account, query)) {
            for (String row : rows.split("\n")) {
                String value = JSON.readTree(row).path(key).toString();
                writer.append(bytes(row), bytes("[" + value + "]"));
            }
            writer.commit();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Slice read(AccountId account, QueryId query) {
        return Slice.read(account, query, null, 1, Duration.ofSeconds(1), "00", Confirmation.ROWS);
    }

    private static Finding finding(AccountId account, String name, Verdict verdict, @Nullable Reason reason) {
        return new Finding(
                new CheckId("flow_logs"),
                "VPCs have flow logs",
                Severity.HIGH,
                verdict,
                reason,
                account,
                name,
                "eu-west-1",
                "vpc-1",
                "has no flow log\n(\"all\")",
                3L,
                "{\"logs\":[],\"n\":1.50}",
                "Team",
                null,
                null,
                null,
                null,
                null);
    }

    private Published publish(RunId run, List<TargetConfig> configs) {
        return new Publisher(state, new Targets(targets(configs), 1L << 30)).publish(run);
    }

    private List<Target> targets(List<? extends TargetConfig> configs) {
        return Targets.open(new TargetsConfig(List.copyOf(configs), 1L << 30), clock)
                .list();
    }

    private static SplunkConfig splunk(String name) {
        return SplunkConfig.of(name, URI.create("http://localhost:1"), new Secret("x"), "aws_inventory");
    }

    private String lines(String target) {
        return String.join("", batches(target));
    }

    /** What the outbox has for a target; it is taken out once and remembered. */
    private List<String> batches(String target) {
        return taken.computeIfAbsent(target, this::take);
    }

    private List<String> take(String target) {
        OutboxSender sender = state.outbox().enlist(Duration.ofSeconds(8));
        List<String> lines = new ArrayList<>();
        for (List<OutboxBatch> some = state.outbox().claim(sender, target, 1_000);
                !some.isEmpty();
                some = state.outbox().claim(sender, target, 1_000)) {
            some.forEach(batch -> lines.add(text(batch)));
            state.outbox().acked(some.stream().map(OutboxBatch::id).collect(Collectors.toList()), "indexed");
        }
        return lines;
    }

    private String text(OutboxBatch batch) {
        return new String(Gzip.unpack(state.outbox().payload(batch).orElseThrow()), StandardCharsets.UTF_8);
    }

    private static String golden(String name) throws Exception {
        return Files.readString(
                Path.of(PublisherTest.class.getResource("events/" + name).toURI()));
    }

    private static String base32(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes(text));
        StringBuilder bits = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            bits.append(Integer.toBinaryString((hash[i] & 0xff) | 0x100).substring(1));
        }
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < bits.length(); i += 5) {
            id.append("abcdefghijklmnopqrstuvwxyz234567".charAt(Integer.parseInt(bits.substring(i, i + 5), 2)));
        }
        return id.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static RunId id(int number) {
        return new RunId(new UUID(0x0190_0000_0000_7000L + number, 0x8000_0000_0000_0000L + number));
    }
}
