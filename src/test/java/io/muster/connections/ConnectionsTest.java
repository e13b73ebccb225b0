package io.muster.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.connections.ConnectionOptions.Shard;
import io.muster.connections.ConnectionOptions.Source;
import io.muster.finding.AccountId;
import io.muster.problem.ProblemException;
import io.muster.settings.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConnectionsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);
    private static final int MANY = 1_000;

    @TempDir
    private Path folder;

    private Path spc;
    private Path config;

    @BeforeEach
    void files() {
        spc = folder.resolve("aws.spc");
        config = folder.resolve("config");
    }

    private static Candidate account(long id, String name, String state, String... regions) {
        return new Candidate(new AccountId("%012d".formatted(id)), name, state, List.of(regions));
    }

    private static List<Candidate> accounts(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> account(number, "Account", "ACTIVE", "us-east-1"))
                .toList();
    }

    private static ConnectionOptions options(@Nullable String aggregator) {
        return new ConnectionOptions(
                "aws",
                "muster-audit",
                null,
                Source.profile("base"),
                aggregator,
                List.of(),
                "us-east-1",
                Set.of(),
                Map.of(),
                Shard.ALL);
    }

    private Connections plan(List<Candidate> accounts) {
        return Connections.plan(options("muster"), accounts, spc, config);
    }

    private void write(List<Candidate> accounts) {
        plan(accounts).write(MANY, CLOCK);
    }

    private String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    @Test
    void members_are_without_a_schema_behind_one_aggregator_in_the_order_of_their_ids() throws IOException {
        write(List.of(
                account(222222222222L, "Two", "ACTIVE", "us-east-1", "eu-west-1"),
                account(111111111111L, "One", "ACTIVE", "us-east-1")));

        assertThat(text(spc)).isEqualTo("""
                # muster:begin
                connection "muster" {
                  plugin      = "aws"
                  type        = "aggregator"
                  connections = [
                    "aws_111111111111",
                    "aws_222222222222",
                  ]
                }
                connection "aws_111111111111" { # One
                  plugin         = "aws"
                  import_schema  = "disabled"
                  profile        = "muster_111111111111"
                  default_region = "us-east-1"
                  regions        = ["us-east-1"]
                }
                connection "aws_222222222222" { # Two
                  plugin         = "aws"
                  import_schema  = "disabled"
                  profile        = "muster_222222222222"
                  default_region = "us-east-1"
                  regions        = ["eu-west-1", "us-east-1"]
                }
                # muster:end
                """);
        assertThat(text(config)).startsWith("""
                # muster:begin
                [profile muster_111111111111]
                role_arn = arn:aws:iam::111111111111:role/muster-audit
                source_profile = base
                role_session_name = steampipe
                """);
    }

    @Test
    void the_same_accounts_in_another_order_change_nothing_and_are_not_even_written() throws IOException {
        List<Candidate> accounts = new ArrayList<>(accounts(5));
        write(accounts);
        Files.setLastModifiedTime(spc, FileTime.from(Instant.EPOCH));
        java.util.Collections.reverse(accounts);

        Connections again = plan(accounts);
        again.write(0, CLOCK);

        assertThat(again.isUpToDate()).isTrue();
        assertThat(again.difference()).isEmpty();
        assertThat(Files.getLastModifiedTime(spc)).isEqualTo(FileTime.from(Instant.EPOCH));
    }

    @Test
    void names_with_spaces_quotes_templates_and_other_scripts_stand_in_a_remark_only() throws IOException {
        write(List.of(
                account(1, "Prod \"Web\" ${x} %{y} \\", "ACTIVE"),
                account(2, "Prüfung 環境 🚀", "ACTIVE"),
                account(3, "two\nlines\r[profile x]\u2028}", "ACTIVE"),
                account(4, "", "ACTIVE")));

        assertThat(text(spc))
                .contains("connection \"aws_000000000001\" { # Prod \"Web\" ${x} %{y} \\\n")
                .contains("connection \"aws_000000000002\" { # Prüfung 環境 🚀\n")
                .contains("connection \"aws_000000000003\" { # twolines[profile x]}\n")
                .contains("connection \"aws_000000000004\" {\n");
        assertThat(text(config)).doesNotContain("Prod", "Prüfung", "lines");
        assertThat(plan(List.of(account(2, "Prüfung 環境 🚀", "ACTIVE"))).removed())
                .hasSize(3);
    }

    @Test
    void two_accounts_of_one_name_are_two_connections() throws IOException {
        write(List.of(account(1, "Prod", "ACTIVE"), account(2, "Prod", "ACTIVE")));

        assertThat(text(spc)).contains("\"aws_000000000001\" {", "\"aws_000000000002\" {");
    }

    @Test
    void a_renamed_account_keeps_its_connection() {
        write(List.of(account(1, "Old", "ACTIVE"), account(2, "Other", "ACTIVE")));

        Connections renamed = plan(List.of(account(1, "New", "ACTIVE"), account(2, "Other", "ACTIVE")));

        assertThat(renamed.removed()).isEmpty();
        assertThat(renamed.difference())
                .containsExactly(
                        "--- " + spc,
                        " connection \"aws_000000000001\" {",
                        "-connection \"aws_000000000001\" { # Old",
                        "+connection \"aws_000000000001\" { # New");
    }

    @Test
    void suspended_closed_and_excluded_accounts_are_left_out_and_listed() {
        ConnectionOptions excluding = new ConnectionOptions(
                "aws",
                "r",
                null,
                Source.place("EcsContainer"),
                "muster",
                List.of(),
                "us-east-1",
                Set.of(new AccountId("000000000003")),
                Map.of(),
                Shard.ALL);

        Connections plan = Connections.plan(
                excluding,
                List.of(
                        account(1, "a", "ACTIVE"),
                        account(2, "b", "SUSPENDED"),
                        account(3, "c", "ACTIVE"),
                        account(4, "d", "PENDING_CLOSURE"),
                        account(5, "e", "SOMETHING_NEW")),
                spc,
                config);

        assertThat(plan.connected()).extracting(Candidate::name).containsExactly("a");
        assertThat(plan.leftOut())
                .extracting(left -> left.account().name() + ": " + left.reason())
                .containsExactly(
                        "b: its state is SUSPENDED",
                        "c: excluded",
                        "d: its state is PENDING_CLOSURE",
                        "e: its state is SOMETHING_NEW");
    }

    @Test
    void lines_of_others_stay_byte_by_byte_whatever_their_encoding() throws IOException {
        byte[] before =
                "connection \"mine\" {\n  plugin = \"aws\"\n}\n# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(spc, before);
        write(accounts(2));
        byte[] after = Files.readAllBytes(spc);
        Files.write(
                spc,
                (new String(after, StandardCharsets.ISO_8859_1) + "# below, no end of line")
                        .getBytes(StandardCharsets.ISO_8859_1));

        write(accounts(3));

        String text = Files.readString(spc, StandardCharsets.ISO_8859_1);
        assertThat(text)
                .startsWith(new String(before, StandardCharsets.ISO_8859_1))
                .endsWith("# muster:end\n# below, no end of line")
                .contains("aws_000000000003");
    }

    @Test
    void a_file_with_windows_line_ends_keeps_them() throws IOException {
        Files.writeString(config, "[default]\r\nregion = us-east-1\r\n");

        write(accounts(1));

        assertThat(text(config))
                .startsWith("[default]\r\nregion = us-east-1\r\n# muster:begin\r\n[profile muster_000000000001]\r\n")
                .endsWith("# muster:end\r\n");
        assertThat(text(config).replace("\r\n", "")).doesNotContain("\n");
        assertThat(plan(accounts(1)).isUpToDate()).isTrue();
    }

    @Test
    void a_file_that_does_not_end_its_last_line_gets_it_ended() throws IOException {
        Files.writeString(config, "[default]\nregion = us-east-1");

        write(accounts(1));

        assertThat(text(config)).startsWith("[default]\nregion = us-east-1\n# muster:begin\n");
    }

    @Test
    void a_link_stays_a_link_and_what_it_leads_to_is_written() throws IOException {
        Path real = Files.createDirectory(folder.resolve("dotfiles")).resolve("config");
        Files.writeString(real, "[default]\n");
        Files.createSymbolicLink(config, real);

        write(accounts(1));

        assertThat(config).isSymbolicLink();
        assertThat(text(real)).contains("muster_000000000001");
    }

    @Test
    void a_link_to_nothing_makes_the_file_that_it_leads_to() throws IOException {
        Files.createSymbolicLink(config, Path.of("elsewhere"));

        write(accounts(1));

        assertThat(config).isSymbolicLink();
        assertThat(text(folder.resolve("elsewhere"))).contains("muster_000000000001");
    }

    @Test
    void a_read_only_file_is_refused_and_nothing_is_changed() throws IOException {
        Files.writeString(config, "[default]\n");
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("r--r--r--"));

        assertThatThrownBy(() -> write(accounts(1)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("is read-only")
                .hasMessageContaining("chmod u+w");

        assertThat(text(config)).isEqualTo("[default]\n");
        assertThat(spc).doesNotExist();
    }

    @Test
    void files_are_for_their_owner_only_and_a_file_that_is_there_keeps_its_rights() throws IOException {
        Files.writeString(spc, "");
        Files.setPosixFilePermissions(spc, PosixFilePermissions.fromString("rw-r-----"));

        write(accounts(1));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spc)))
                .isEqualTo("rw-r-----");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("aws.spc", "config");
        }
    }

    @Test
    void broken_markers_are_refused() throws IOException {
        for (String text : List.of(
                "# muster:begin\n", "# muster:end\n", "# muster:begin\n# muster:end\n# muster:begin\n# muster:end\n")) {
            Files.writeString(spc, text);

            assertThatThrownBy(() -> plan(accounts(1))).hasMessageContaining("The markers in '" + spc + "' line");
        }
    }

    @Test
    void a_name_that_stands_in_any_file_of_steampipe_is_refused() throws IOException {
        Files.writeString(spc, "/* connection \"aws_000000000001\" {} */\n# connection \"muster\" {\n");
        plan(accounts(1));
        Files.writeString(
                folder.resolve("other.spc"), "connection \"aws_000000000001\" {\n}\nconnection muster {\n}\n");

        assertThatThrownBy(() -> plan(accounts(1)))
                .hasMessageContaining("The connection 'aws_000000000001' stands in '" + folder.resolve("other.spc"))
                .hasMessageContaining("The connection 'muster' stands in");
    }

    @Test
    void a_profile_of_the_same_name_outside_of_the_lines_is_refused_or_used_as_it_is() throws IOException {
        Files.writeString(config, "[profile muster_000000000001]\nregion = us-east-1\n");

        assertThatThrownBy(() -> plan(accounts(1))).hasMessageContaining("--profile ACCOUNT=muster_000000000001");

        ConnectionOptions own = new ConnectionOptions(
                "aws",
                "r",
                null,
                Source.profile("base"),
                "muster",
                List.of("eu-west-1"),
                "us-east-1",
                Set.of(),
                Map.of(new AccountId("000000000001"), "muster_000000000001"),
                Shard.ALL);
        Connections.plan(own, accounts(1), spc, config).write(MANY, CLOCK);
        assertThat(text(spc)).contains("profile        = \"muster_000000000001\"", "[\"eu-west-1\"]");
        assertThat(text(config)).containsOnlyOnce("muster_000000000001");
    }

    @Test
    void a_list_without_accounts_or_with_far_fewer_than_before_is_not_written() {
        write(accounts(40));

        assertThatThrownBy(() -> plan(List.of())).hasMessageContaining("There is no account to connect");
        Connections shrunk = plan(accounts(35));
        assertThatThrownBy(() -> shrunk.write(shrunk.usualRemovals(), CLOCK))
                .hasMessageContaining("5 of the connections would disappear")
                .hasMessageContaining("--max-removed 5");
        Connections one = plan(accounts(39));
        one.write(one.usualRemovals(), CLOCK);
        assertThat(plan(accounts(39)).isUpToDate()).isTrue();
    }

    @Test
    void a_schema_each_is_for_less_than_sixty_accounts() throws IOException {
        Connections.plan(options(null), accounts(59), spc, config).write(MANY, CLOCK);

        assertThat(text(spc)).doesNotContain("aggregator", "import_schema");
        assertThatThrownBy(() -> Connections.plan(options(null), accounts(60), spc, config))
                .hasMessageContaining("60 accounts are too many for a schema each")
                .hasMessageContaining("--shard");
    }

    @Test
    void shards_hold_every_account_once_and_a_new_account_moves_no_other() {
        List<AccountId> all = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            ConnectionOptions shard = new ConnectionOptions(
                    "aws",
                    "r",
                    null,
                    Source.profile("base"),
                    "muster",
                    List.of(),
                    "us-east-1",
                    Set.of(),
                    Map.of(),
                    new Shard(number, 3));
            Connections before = Connections.plan(shard, accounts(100), spc, config);
            Connections after = Connections.plan(shard, accounts(101), spc, config);
            assertThat(after.connected()).containsAll(before.connected());
            before.connected().forEach(account -> all.add(account.id()));
        }

        assertThat(all).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void an_external_id_stands_in_the_profiles_but_never_in_a_difference() throws IOException {
        ConnectionOptions secret = new ConnectionOptions(
                "aws",
                "r",
                new Secret("hush-hush"),
                Source.profile("base"),
                "muster",
                List.of(),
                "us-east-1",
                Set.of(),
                Map.of(),
                Shard.ALL);
        Connections plan = Connections.plan(secret, accounts(1), spc, config);

        assertThat(plan.difference()).contains("+external_id = …").noneMatch(line -> line.contains("hush"));
        plan.write(MANY, CLOCK);
        assertThat(text(config)).contains("external_id = hush-hush");
    }

    @Test
    void a_change_of_the_profiles_alone_touches_the_file_that_steampipe_watches() throws IOException {
        write(accounts(1));
        Files.setLastModifiedTime(spc, FileTime.from(Instant.EPOCH));
        ConnectionOptions other = new ConnectionOptions(
                "aws",
                "other",
                null,
                Source.profile("base"),
                "muster",
                List.of(),
                "us-east-1",
                Set.of(),
                Map.of(),
                Shard.ALL);

        Connections changed = Connections.plan(other, accounts(1), spc, config);
        assertThat(changed.change(accounts(1).get(0))).isEqualTo(Connections.Change.CHANGED);
        changed.write(MANY, CLOCK);

        assertThat(Files.getLastModifiedTime(spc)).isEqualTo(FileTime.from(CLOCK.instant()));
        assertThat(text(config)).contains("role/other");
    }

    @Test
    void a_list_in_a_file_is_read_with_its_quotes_and_bad_lines_are_reported_together() {
        assertThat(AccountsFile.parse(
                        "ID,Name,Status,Regions\n12345678901,\"Prod, \"\"Web\"\"\",active,eu-west-1 us-east-1\n",
                        "a.csv"))
                .containsExactly(account(12345678901L, "Prod, \"Web\"", "ACTIVE", "us-east-1", "eu-west-1"));
        assertThat(AccountsFile.parse("account_id\n111111111111\n", "a.csv")).hasSize(1);

        assertThatThrownBy(() -> AccountsFile.parse("id,name\nx,y\n111111111111,a\n111111111111,b\n", "a.csv"))
                .hasMessageContaining("'x' is no id of an account. ('a.csv' line 2)")
                .hasMessageContaining("The account 111111111111 stands there twice. ('a.csv' line 4)");
        assertThatThrownBy(() -> AccountsFile.parse("name\nx\n", "a.csv")).hasMessageContaining("no column 'id'");
    }

    @Test
    void a_thousand_accounts_are_planned_and_written() throws IOException {
        write(accounts(MANY));

        assertThat(text(spc).lines().filter(line -> line.startsWith("connection \"aws_")))
                .hasSize(MANY);
        assertThat(plan(accounts(MANY)).isUpToDate()).isTrue();
    }
}
