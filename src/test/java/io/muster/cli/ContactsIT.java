package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.Moto;
import io.muster.finding.AccountId;
import io.muster.state.State;
import io.muster.state.StateConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.account.model.AlternateContact;
import software.amazon.awssdk.services.account.model.ResourceNotFoundException;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/** The commands of the chapter "Fix it", in its order, against an organization of five accounts in moto. */
@TestInstance(Lifecycle.PER_CLASS)
final class ContactsIT {

    private static final String MANAGEMENT = "123456789012";

    private final SdkHttpClient http = UrlConnectionHttpClient.create();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before the tests
    private Moto moto;

    @SuppressWarnings("NullAway.Init") // set before the tests
    private AccountClient account;

    @SuppressWarnings("NullAway.Init") // set before the tests
    private List<String> members;

    @BeforeAll
    void start() throws IOException {
        moto = Moto.start();
        StaticCredentialsProvider credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b"));
        account = AccountClient.builder()
                .endpointOverride(moto.url())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClient(http)
                .build();
        try (OrganizationsClient organizations = OrganizationsClient.builder()
                .endpointOverride(moto.url())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClient(http)
                .build()) {
            organizations.createOrganization(request -> request.featureSet("ALL"));
            organizations.enableAWSServiceAccess(request -> request.servicePrincipal("account.amazonaws.com"));
            String root = organizations.listRoots(request -> {}).roots().get(0).id();
            String workloads = organizations
                    .createOrganizationalUnit(request -> request.parentId(root).name("Workloads"))
                    .organizationalUnit()
                    .id();
            members = List.of("Payments \"prod\"", "Suche für alle", "Try-outs", "Old shop").stream()
                    .map(name -> organizations
                            .createAccount(request -> request.accountName(name)
                                    .email(Integer.toHexString(name.hashCode()) + "@example.com"))
                            .createAccountStatus()
                            .accountId())
                    .toList();
            for (String id : members.subList(0, 2)) {
                organizations.moveAccount(
                        request -> request.accountId(id).sourceParentId(root).destinationParentId(workloads));
            }
            organizations.closeAccount(request -> request.accountId(members.get(3)));
        }
        put(members.get(0), "SECURITY", "alice@example.com");
        put(members.get(2), "BILLING", "bob@example.com");
        Files.writeString(
                folder.resolve("muster.yaml"),
                "aws: {endpoint: \"" + moto.url() + "\", access-key-id: a, secret-access-key: b}\n"
                        + "contacts: {file: wanted.yaml, max-changes: 3}\n");
        Files.writeString(folder.resolve("wanted.yaml"), """
                contacts:
                  - for: organization
                    security: {name: Security Operations, title: SOC, email: aws-security@example.com, phone: "+1 555 0100"}
                  - account: "%s"
                    billing: absent
                """.formatted(members.get(2)));
    }

    @AfterAll
    void stop() {
        account.close();
        http.close();
        moto.close();
    }

    private void put(String id, String type, String email) {
        account.putAlternateContact(request -> request.accountId(id)
                .alternateContactType(type)
                .name("Alice")
                .title("CISO")
                .emailAddress(email)
                .phoneNumber("+1 555 0199"));
    }

    private String email(String id, String type) {
        try {
            AlternateContact contact = account.getAlternateContact(
                            request -> request.accountId(id).alternateContactType(type))
                    .alternateContact();
            return contact.emailAddress();
        } catch (ResourceNotFoundException e) {
            return "none";
        }
    }

    private Cli.Result run(String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of("contacts"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", folder.resolve("muster.yaml").toString()));
        return Cli.here().run(all.toArray(String[]::new));
    }

    private static String columns(Cli.Result result) {
        return result.out().lines().map(line -> line.replaceAll(" {2,}", " ")).collect(Collectors.joining("\n"));
    }

    @Test
    void contacts_are_planned_applied_verified_broken_found_and_rolled_back() throws IOException {
        String plan = folder.resolve("plan.json").toString();

        Cli.Result planned = run("plan", "--out", plan);

        assertThat(planned.code()).isEqualTo(ExitCode.FAILED);
        assertThat(columns(planned))
                .contains(members.get(0) + " Payments \"prod\" /Workloads security change organization (line 2)")
                .contains(members.get(1) + " Suche für alle /Workloads security create")
                .contains(members.get(2) + " Try-outs / billing remove account " + members.get(2) + " (line 4)")
                .contains(
                        members.get(3) + " Old shop / security skipped organization (line 2) the account is SUSPENDED")
                .contains("5 accounts, 6 contacts: 0 unchanged, 3 create, 1 change, 1 remove, 1 skipped")
                .doesNotContain("alice@example.com")
                .doesNotContain("aws-security@");
        assertThat(planned.err()).contains("Try: muster contacts apply " + plan);

        Cli.Result tooMany = run("apply", plan, "--yes");
        assertThat(tooMany.code()).isEqualTo(ExitCode.USAGE);
        assertThat(tooMany.err())
                .contains("There are 5 changes, and 3 are allowed.")
                .contains("--max-changes 5");

        Cli.Result unasked = run("apply", plan, "--max-changes", "5");
        assertThat(unasked.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unasked.err()).contains("Nobody said 'yes'.");
        assertThat(email(members.get(0), "SECURITY")).isEqualTo("alice@example.com");

        Cli.Result applied = run("apply", plan, "--yes", "--max-changes", "5");
        assertThat(applied.code()).as(applied.err()).isEqualTo(ExitCode.DONE);
        assertThat(applied.out()).contains("5 changes: 5 done");
        assertThat(email(members.get(0), "SECURITY")).isEqualTo("aws-security@example.com");
        assertThat(email(members.get(2), "BILLING")).isEqualTo("none");
        assertThat(email(MANAGEMENT, "SECURITY")).isEqualTo("aws-security@example.com");

        assertThat(run("verify").code()).isEqualTo(ExitCode.DONE);

        put(members.get(1), "SECURITY", "mallory@example.com");
        Cli.Result drifted = run("verify", "--show");
        assertThat(drifted.code()).isEqualTo(ExitCode.FAILED);
        assertThat(drifted.out()).contains("email mallory@example.com → aws-security@example.com");
        try (State state = State.open(StateConfig.sqlite(folder.resolve("muster.db")), Clock.systemUTC())) {
            String seen = state.records().of("verified-contacts", new AccountId(members.get(1))).stream()
                    .map(json -> new String(json, StandardCharsets.UTF_8))
                    .collect(Collectors.joining());
            assertThat(seen)
                    .contains("\"action\":\"change\"", "\"differences\":[\"name\",\"title\",\"email\",\"phone\"]")
                    .doesNotContain("mallory", "Alice");
        }

        Cli.Result findings = run("verify", "--findings", "--format", "csv");
        assertThat(findings.code()).isEqualTo(ExitCode.FAILED);
        assertThat(findings.out())
                .contains("security_contact_present,")
                .containsPattern("security_contact_address,.*,high,fail,.*" + members.get(1))
                .containsPattern("security_contact_address,.*,high,pass,.*" + members.get(0))
                .doesNotContain("mallory")
                .doesNotContain(members.get(3));

        String journal = plan + ".journal";
        Cli.Result back = run("rollback", journal, "--yes", "--max-changes", "5");
        assertThat(back.code()).isEqualTo(ExitCode.FAILED);
        assertThat(columns(back)).contains("somebody has changed it since").contains("5 changes: 4 done, 1 refused");
        assertThat(email(members.get(1), "SECURITY")).isEqualTo("mallory@example.com");
        assertThat(email(members.get(0), "SECURITY")).isEqualTo("alice@example.com");

        Cli.Result forced = run("rollback", journal, "--yes", "--force", "--account", members.get(1));
        assertThat(forced.code()).as(forced.err()).isEqualTo(ExitCode.DONE);
        assertThat(email(members.get(1), "SECURITY")).isEqualTo("none");
        assertThat(email(MANAGEMENT, "SECURITY")).isEqualTo("none");
        assertThat(email(members.get(2), "BILLING")).isEqualTo("bob@example.com");
    }

    /** A folder of its own with the same organization, in which only contacts of this type are wanted. */
    private Stage.Desk desk(String name, String more, String wanted) throws IOException {
        Stage.Desk desk = new Stage.Desk(Files.createDirectories(folder.resolve(name)));
        desk.write("aws: {endpoint: \"" + moto.url() + "\", access-key-id: a, secret-access-key: b}\n"
                + "contacts: {file: wanted.yaml}\n" + more);
        desk.file("wanted.yaml", wanted);
        return desk;
    }

    @Test
    void a_running_service_verifies_at_its_time_and_keeps_what_it_saw() throws Exception {
        put(members.get(2), "OPERATIONS", "eve@example.com");
        Stage.Desk desk = desk(
                "service",
                "schedule: {contacts-verify: \"* * * * *\"}\nserve: {listen: \"127.0.0.1:0\"}\n",
                "contacts:\n  - account: \"" + members.get(2)
                        + "\"\n    operations: {name: Ops, title: Duty, email: ops@example.com, phone: \"+1 555 0100\"}\n");

        Child service = desk.start(Map.of(), "serve");
        service.awaitSaying("Of 1 contacts, 1 are not as wanted");
        Ran ran = service.signal("TERM").awaitEnd();

        assertThat(ran.code()).as(ran.toString()).isZero();
        assertThat(ran.err()).doesNotContain("eve@example.com", "ops@example.com");
        try (State state = desk.state()) {
            assertThat(state.records().of("verified-contacts", new AccountId(members.get(2))))
                    .singleElement()
                    .satisfies(json -> assertThat(new String(json, StandardCharsets.UTF_8))
                            .contains("\"contact_type\":\"OPERATIONS\"", "\"action\":\"change\""));
        }
    }

    @Test
    void a_disk_that_is_full_in_the_middle_of_an_apply_stops_it_and_the_same_command_goes_on() throws Exception {
        String name = "N".repeat(64);
        Stage.Desk desk = desk(
                "disk",
                "",
                "contacts:\n  - for: organization\n"
                        + List.of("operations", "billing").stream()
                                .map(type -> "    " + type + ": {name: \"" + name + "\", title: \"" + "T".repeat(50)
                                        + "\", email: " + "e".repeat(200) + "@example.com, phone: \"+1 555 0100\"}\n")
                                .collect(Collectors.joining()));

        // One page is left, which holds the journal of some writes only.
        Ran ran = SmallDisk.run(desk, """
                muster contacts plan --out small/plan.json >/dev/null
                fill
                truncate -s -4096 "$small/fill"
                muster contacts apply small/plan.json --yes
                wc -l < small/plan.json.journal
                rm "$small/fill"
                muster contacts apply small/plan.json --yes
                muster contacts verify
                muster contacts rollback small/plan.json.journal --yes
                """);

        assertThat(ran.out().lines().filter(line -> line.startsWith("code ")))
                .as(ran.toString())
                .containsExactly("code 3", "code 0", "code 0", "code 0");
        assertThat(ran.out())
                .contains(
                        "the journal can't be written (The disk is full.)",
                        "not tried  the journal",
                        "8 changes: 8 done");
        assertThat(ran.out() + ran.err()).doesNotContain("bug", "Exception");
    }

    @Test
    void a_missing_file_of_contacts_is_told_with_what_it_is_for() throws IOException {
        Path file = Files.writeString(folder.resolve("none.yaml"), "contacts: {file: nobody.yaml}\n");

        Cli.Result result = Cli.here().run("contacts", "plan", "--config", file.toString());

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("nobody.yaml'.", "which contacts every account should have", "contacts.file");
    }

    @Test
    void a_file_that_wants_what_aws_refuses_is_told_before_anything_is_asked() throws IOException {
        Path file = folder.resolve("bad.yaml");
        Files.writeString(file, "contacts: {file: bad-contacts.yaml}\naws: {endpoint: \"http://127.0.0.1:9\"}\n");
        Files.writeString(
                folder.resolve("bad-contacts.yaml"),
                "contacts:\n  - for: organization\n    security: {name: a, title: b, email: c, phone: call me}\n");

        Cli.Result result = Cli.here().run("contacts", "plan", "--config", file.toString());

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .contains("'contacts[0].security.email' is no address that AWS takes.")
                .contains("bad-contacts.yaml' line 3")
                .contains("'contacts[0].security.phone' has 'c' in it");
    }

    @Test
    void every_command_teaches_with_an_example_and_ends_with_its_exit_codes() {
        for (String command : List.of("plan", "apply", "verify", "rollback")) {
            Cli.Result help = Cli.here().run("contacts", command, "--help");

            assertThat(help.code()).isZero();
            assertThat(help.out())
                    .contains("Example: muster contacts " + command)
                    .contains("Exit codes:")
                    .endsWith("Treat any other code as a failure.\n");
        }
    }
}
