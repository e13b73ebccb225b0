package io.muster.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.finding.AccountId;
import io.muster.finding.RunId;
import io.muster.inventory.Account;
import io.muster.inventory.AccountState;
import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import io.muster.problem.ProblemException;
import io.muster.state.Asset;
import io.muster.state.AssetWriter;
import io.muster.state.State;
import io.muster.state.StateConfig;
import io.muster.state.TableWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LookupTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T05:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-03-03T05:00:00Z");
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final AccountId PAYMENTS = new AccountId("111111111111");
    private static final AccountId SESSIONS = new AccountId("029608264753");

    @TempDir
    Path folder;

    private State state;
    private Lookup lookup;

    @BeforeEach
    void open() {
        state = State.open(StateConfig.sqlite(folder.resolve("muster.db")), Clock.fixed(MONDAY, ZoneOffset.UTC));
        lookup = new Lookup(state, Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        state.close();
    }

    private void run(Instant time, Asset... assets) {
        RunId run = new RunId(new UUID(time.toEpochMilli(), 1));
        state.runs().start(run, time);
        state.runs()
                .universe(
                        run, new Organization(null, null, List.of(account(PAYMENTS, "ann"), account(SESSIONS, "bob"))));
        Map<String, List<Asset>> bySource =
                List.of(assets).stream().collect(Collectors.groupingBy(asset -> asset.source()));
        bySource.forEach((source, some) -> {
            QueryId query = new QueryId(source);
            try (TableWriter writer = state.tables().write(run, PAYMENTS, query)) {
                writer.commit();
            }
            try (AssetWriter writer = state.assets().write(run, PAYMENTS, query)) {
                some.forEach(writer::append);
                writer.commit();
            }
        });
        state.runs().complete(run, time.plusSeconds(60));
    }

    private static Account account(AccountId id, String owner) {
        return new Account(
                id,
                "name of " + id,
                "",
                AccountState.ACTIVE,
                "aws",
                false,
                List.of(),
                Map.of(),
                owner,
                "prod",
                "pii",
                null);
    }

    private static Asset asset(String source, String type, String kind, String key, @Nullable String arn) {
        return new Asset(
                kind,
                key,
                PAYMENTS,
                "payments",
                "us-east-1",
                type,
                arn,
                "thing",
                "ann",
                "prod",
                "pii",
                null,
                null,
                source,
                null);
    }

    private void world() {
        String instance = "arn:aws:ec2:us-east-1:111111111111:instance/i-0123456789abcdef0";
        String role = "arn:aws:iam::111111111111:role/service/web";
        run(
                MONDAY,
                asset("ec2_instances", "AWS::EC2::Instance", "ip", "10.2.3.4", instance),
                asset("ec2_instances", "AWS::EC2::Instance", "ip", "2001:0DB8::0001", instance),
                asset("ec2_instances", "AWS::EC2::Instance", "dns", "Web.Example.COM.", instance),
                asset("ec2_instances", "AWS::EC2::Instance", "instance-id", "i-0123456789abcdef0", instance),
                asset("ec2_instances", "AWS::EC2::Instance", "arn", instance, instance),
                asset("iam_roles", "AWS::IAM::Role", "arn", role, role),
                asset("iam_roles", "AWS::IAM::Role", "role-name", "web", role),
                asset("iam_users", "AWS::IAM::User", "name", "web", "arn:aws:iam::111111111111:user/web"),
                asset("iam_access_keys", "AWS::IAM::AccessKey", "access-key-id", "AKIAIOSFODNN7EXAMPLE", null),
                asset("s3_buckets", "AWS::S3::Bucket", "bucket", "acme-logs", "arn:aws:s3:::acme-logs"),
                asset("s3_buckets", "AWS::S3::Bucket", "arn", "arn:aws:s3:::acme-logs", "arn:aws:s3:::acme-logs"),
                asset(
                        "lambda_functions",
                        "AWS::Lambda::Function",
                        "arn",
                        "arn:aws:lambda:us-east-1:111111111111:function:pay",
                        "arn:aws:lambda:us-east-1:111111111111:function:pay"));
    }

    @ParameterizedTest
    @CsvSource({
        "10.2.3.4, AWS::EC2::Instance, key",
        "' 10.2.3.4/32 ', AWS::EC2::Instance, key",
        "::ffff:10.2.3.4, AWS::EC2::Instance, key",
        "10.2.3.4:443, AWS::EC2::Instance, part",
        "ip-10-2-3-4.ec2.internal, AWS::EC2::Instance, part",
        "2001:db8:0:0:0:0:0:1, AWS::EC2::Instance, key",
        "[2001:DB8::1], AWS::EC2::Instance, key",
        "WEB.example.com, AWS::EC2::Instance, key",
        "https://web.example.com/login?x=1, AWS::EC2::Instance, part",
        "I-0123456789ABCDEF0, AWS::EC2::Instance, key",
        "arn:aws:ec2:us-east-1:111111111111:instance/i-0123456789abcdef0, AWS::EC2::Instance, key",
        "arn:aws:iam::111111111111:role/service/web, AWS::IAM::Role, key",
        "arn:aws:iam::111111111111:role/web, AWS::IAM::Role, role",
        "arn:aws:sts::111111111111:assumed-role/web/ann@example.com, AWS::IAM::Role, role",
        "akiaiosfodnn7example, AWS::IAM::AccessKey, key",
        "acme-logs, AWS::S3::Bucket, key",
        "arn:aws:s3:::acme-logs/2026/03/x.gz, AWS::S3::Bucket, part",
        "s3://acme-logs/2026/03/x.gz, AWS::S3::Bucket, part",
        "acme-logs.s3.eu-west-1.amazonaws.com, AWS::S3::Bucket, part",
        "arn:aws:lambda:us-east-1:111111111111:function:pay:7, AWS::Lambda::Function, part",
        "111111111111, AWS::Organizations::Account, key",
        "arn:aws:iam::111111111111:root, AWS::Organizations::Account, account",
        "arn:aws:sqs:us-east-1:111111111111:orders, AWS::Organizations::Account, account",
        "arn:aws:dynamodb:us-east-1:111111111111:table/web, AWS::Organizations::Account, account",
        "arn:aws:iam::111111111111:user/ops/web, AWS::IAM::User, part",
        "arn:aws:ec2:us-east-1:111111111111:volume/i-0123456789abcdef0, AWS::EC2::Instance, part",
        "ASIAQNZGKIQY56JQ7WML, AWS::Organizations::Account, account",
    })
    void a_key_is_found_in_every_spelling(String key, String type, String by) {
        world();

        Answer answer = lookup.whose(key);

        assertThat(answer.matches()).extracting(match -> match.asset().type()).contains(type);
        assertThat(answer.matches()).extracting(match -> match.by().word()).containsOnly(by);
        assertThat(answer.asOf()).isEqualTo(MONDAY);
    }

    @Test
    void a_session_of_a_role_shows_the_role_and_what_the_session_is_named_after() {
        world();

        Answer answer = lookup.whose("arn:aws:sts::111111111111:assumed-role/web/i-0123456789abcdef0");

        assertThat(answer.matches())
                .extracting(match -> match.by() + " " + match.asset().type())
                .containsExactly("ROLE AWS::IAM::Role", "SESSION AWS::EC2::Instance");
        assertThat(lookup.whose("arn:aws:sts::222222222222:assumed-role/web/i-0123456789abcdef0")
                        .isKnown())
                .as("a role of the same name in an account that is not known")
                .isFalse();
    }

    @Test
    void a_key_that_means_two_things_shows_both() {
        world();

        assertThat(lookup.whose("web").matches())
                .extracting(match -> match.asset().type())
                .containsExactly("AWS::IAM::Role", "AWS::IAM::User");
    }

    @Test
    void what_is_not_known_then_says_when_it_is_known() {
        world();

        Answer answer = lookup.whose("10.2.3.4", MONDAY.minusSeconds(1));

        assertThat(answer.isKnown()).isFalse();
        assertThat(answer.otherTimes())
                .singleElement()
                .satisfies(asset -> assertThat(asset.validFrom()).isEqualTo(MONDAY));
        assertThat(lookup.whose("10.9.9.9").otherTimes()).isEmpty();
    }

    @Test
    void an_answer_is_as_of_the_time_that_was_asked() {
        run(MONDAY, asset("enis", "AWS::EC2::NetworkInterface", "ip", "10.0.0.1", "arn:a"));
        run(TUESDAY, asset("enis", "AWS::EC2::NetworkInterface", "ip", "10.0.0.1", "arn:b"));

        assertThat(lookup.whose("10.0.0.1", NOON).matches())
                .extracting(match -> match.asset().arn())
                .containsExactly("arn:a");
        assertThat(lookup.whose("10.0.0.1", TUESDAY).matches())
                .extracting(match -> match.asset().arn())
                .containsExactly("arn:b");
    }

    @Test
    void many_keys_have_an_answer_each_in_their_order() {
        world();
        List<String> keys = new ArrayList<>(Collections.nCopies(1_000, "10.9.9.9"));
        keys.set(500, "10.2.3.4");
        keys.set(999, "arn:aws:s3:::acme-logs/x");

        List<Answer> answers = lookup.whose(keys, NOON);

        assertThat(answers).hasSize(1_000);
        assertThat(answers.get(500).isKnown()).isTrue();
        assertThat(answers.get(999).isKnown()).isTrue();
        assertThat(answers.stream().filter(Answer::isKnown)).hasSize(2);
    }

    @Test
    void a_question_has_its_limits() {
        assertThatThrownBy(() -> lookup.whose(Collections.nCopies(10_001, "x"), NOON))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Too many keys: 10001.");
        assertThatThrownBy(() -> lookup.whose(" ")).hasMessageContaining("A key is empty.");
        assertThatThrownBy(() -> lookup.whose("x".repeat(5_000))).hasMessageContaining("has 5000 characters");
    }

    @Test
    void json_has_every_field_of_every_match() {
        world();

        String json = new String(AnswerJson.of(lookup.whose("acme-logs")), StandardCharsets.UTF_8);

        assertThat(json)
                .isEqualTo("{\"key\":\"acme-logs\",\"at\":\"2026-03-02T12:00:00Z\",\"as_of\":\"2026-03-02T05:00:00Z\","
                        + "\"matches\":[{\"account_id\":\"111111111111\",\"account_name\":\"payments\",\"owner\":\"ann\","
                        + "\"environment\":\"prod\",\"data_class\":\"pii\",\"region\":\"us-east-1\","
                        + "\"type\":\"AWS::S3::Bucket\",\"arn\":\"arn:aws:s3:::acme-logs\",\"name\":\"thing\","
                        + "\"kind\":\"bucket\",\"key\":\"acme-logs\",\"matched_by\":\"key\","
                        + "\"valid_from\":\"2026-03-02T05:00:00Z\",\"valid_to\":null,\"source\":\"s3_buckets\","
                        + "\"observed_at\":\"2026-03-02T05:00:00Z\"}],\"other_times\":[]}");
        assertThat(new String(AnswerJson.of(List.of(lookup.whose("10.9.9.9"))), StandardCharsets.UTF_8))
                .isEqualTo("{\"answers\":[{\"key\":\"10.9.9.9\",\"at\":\"2026-03-02T12:00:00Z\","
                        + "\"as_of\":\"2026-03-02T05:00:00Z\",\"matches\":[],\"other_times\":[]}]}");
    }

    @Test
    void an_empty_state_answers_that_it_knows_nothing() {
        Answer answer = lookup.whose("10.2.3.4");

        assertThat(answer.isKnown()).isFalse();
        assertThat(answer.asOf()).isNull();
    }
}
