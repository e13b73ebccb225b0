package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.Moto;
import io.muster.finding.AccountId;
import io.muster.remediate.aws.AwsAccess;
import io.muster.remediate.aws.AwsSettings;
import io.muster.remediate.drill.IamFront;
import io.muster.settings.Secret;
import io.muster.state.State;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/** The command {@code muster drill} over an organization in moto: what it says, how it ends, and what it keeps. */
final class DrillCommandIT {

    private static final String RESPONDER = "incident-responder";

    @TempDir
    private Path folder;

    private Moto moto;
    private IamFront front;
    private List<String> accounts;
    private Stage.Desk desk;

    @BeforeEach
    void an_organization_of_four_accounts() throws IOException, InterruptedException {
        moto = Moto.start();
        moto.reset();
        front = IamFront.before(moto.url());
        IamFront.Rules rules = new IamFront.Rules(
                List.of(
                        new IamFront.Rule(true, "*", "*", Map.of()),
                        new IamFront.Rule(false, "iam:DeleteAccessKey", "*", Map.of())),
                List.of(),
                List.of());
        try (AwsAccess aws = access(moto.url())) {
            aws.organizations().createOrganization(request -> request.featureSet("ALL"));
            for (String name : List.of("One", "Two", "Three")) {
                aws.organizations()
                        .createAccount(request -> request.accountName(name).email(name + "@example.com"));
            }
            accounts = aws.organizations().listAccounts(request -> {}).accounts().stream()
                    .map(Account::id)
                    .sorted()
                    .toList();
            for (String account : accounts) {
                createRole(aws, account);
                front.role(account, RESPONDER, rules);
            }
        }
        desk = new Stage.Desk(folder)
                .write("aws: {endpoint: \"" + front.url() + "\", access-key-id: a, secret-access-key: b}\n"
                        + "drill: {calls-per-second: 1000}\n");
    }

    @AfterEach
    void end() {
        front.close();
        moto.close();
    }

    private static AwsAccess access(URI endpoint) {
        return new AwsAccess(
                new AwsSettings("us-east-1", endpoint, "muster", new Secret("muster"), Duration.ofSeconds(20)),
                Clock.systemUTC());
    }

    private static void createRole(AwsAccess aws, String account) {
        AwsCredentialsProvider inside = aws.assume(AssumeRoleRequest.builder()
                .roleArn("arn:aws:iam::" + account + ":role/OrganizationAccountAccessRole")
                .roleSessionName("setup")
                .build());
        try (IamClient iam = aws.build(IamClient.builder(), "us-east-1")) {
            iam.createRole(request -> request.roleName(RESPONDER)
                    .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[]}")
                    .overrideConfiguration(override -> override.credentialsProvider(inside)));
        }
    }

    /** What the next audit is told of an account, as one text. */
    private String kept(String account) {
        try (State state = desk.state()) {
            return state.records().of("responder-drill", new AccountId(account)).stream()
                    .map(json -> new String(json, StandardCharsets.UTF_8))
                    .collect(Collectors.joining("\n"));
        }
    }

    @Test
    void where_nothing_answers_the_advice_is_about_the_network_and_not_about_permissions(@TempDir Path nowhere)
            throws IOException {
        Path file = Files.writeString(nowhere.resolve("muster.yaml"), """
                aws: {endpoint: "http://127.0.0.1:9", access-key-id: a, secret-access-key: b}
                drill: {role: responder}
                """);

        Cli.Result result = Cli.here().run("drill", "--config", file.toString());

        assertThat(result.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(result.err()).contains("Try: check network, proxy").doesNotContain("permissions");
    }

    @Test
    void credentials_that_expire_in_the_middle_are_told_and_what_is_known_is_kept() {
        Ran whole = desk.run("drill");
        assertThat(whole.code()).as(whole.toString()).isEqualTo(ExitCode.DONE);
        assertThat(whole.err()).contains("Entry is proven in 4 of 4 accounts", "The next audit reports it");
        String proven = kept(accounts.get(3));
        assertThat(proven).contains("\"requirement\":\"RSP-10\"", "\"entry\":\"proven\"", "\"verdict\":\"pass\"");

        front.expire(accounts.get(2)).expire(accounts.get(3));
        Ran half = desk.run("drill", "--format", "csv");

        assertThat(half.code()).as(half.toString()).isEqualTo(ExitCode.UNKNOWN);
        assertThat(half.err())
                .contains("Entry is proven in 2 of 4 accounts")
                .contains("Entry could not be tried in 2 accounts, in the first since ExpiredToken")
                .contains("Try: muster drill --account " + accounts.get(2) + "," + accounts.get(3));
        assertThat(half.out())
                .containsPattern(accounts.get(0) + ",proven,RSP-10,medium,pass")
                .containsPattern(accounts.get(3) + ",unknown,RSP-10,medium,unknown,denied");
        assertThat(kept(accounts.get(3))).isEqualTo(proven);
    }

    @Test
    void a_denial_of_an_account_replaces_what_was_known_of_it() {
        desk.run("drill");
        front.refuse(accounts.get(1), RESPONDER);

        Ran ran = desk.run("drill", "--account", accounts.get(1), "--fail-on", "medium");

        assertThat(ran.code()).as(ran.toString()).isEqualTo(ExitCode.FAILED);
        assertThat(kept(accounts.get(1))).contains("\"entry\":\"refused\"", "\"verdict\":\"fail\"");
        assertThat(kept(accounts.get(0))).doesNotContain("refused");
    }
}
