package io.muster.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the containment policies deny and what they let go on, evaluated as the IAM User Guide says for keys that are absent. */
final class ContainmentTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LEAST_ROOM = 2048;

    @Test
    void placeholders_and_files_are_those_of_the_readme() throws IOException {
        Set<String> used = new HashSet<>();
        for (String name : Containment.names()) {
            Containment.PLACEHOLDER
                    .matcher(Containment.policy(name))
                    .results()
                    .forEach(found -> used.add(found.group()));
            assertThat(Containment.readme()).contains("| `" + name + ".json` |");
        }

        assertThat(used).isEqualTo(Containment.examples().keySet());
    }

    @Test
    void each_policy_denies_only_and_fits_where_there_is_least_room() throws IOException {
        for (String name : Containment.names()) {
            JsonNode policy = JSON.readTree(Containment.filledIn(name));

            assertThat(policy.get("Version").asText()).isEqualTo("2012-10-17");
            assertThat(policy.get("Statement")).as(name).allSatisfy(statement -> {
                assertThat(statement.get("Effect").asText()).isEqualTo("Deny");
                assertThat(statement.get("Sid").asText()).matches("[A-Za-z0-9]+");
            });
            assertThat(policy.toString().length()).as(name).isLessThan(LEAST_ROOM);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "from an office, IPv4            | false | aws:SourceIp=203.0.113.9",
                "from an office, IPv6            | false | aws:SourceIp=2001:db8::9",
                "from elsewhere, IPv4            | true  | aws:SourceIp=198.51.100.9",
                "from elsewhere, IPv6            | true  | aws:SourceIp=2001:db9::9",
                "by a service for the principal  | false | aws:SourceIp=198.51.100.9, aws:ViaAWSService=true",
                "by nobody's leave               | true  | aws:SourceIp=198.51.100.9, aws:ViaAWSService=false",
                "endpoint of a trusted VPC       | false | aws:SourceVpc=vpc-0a1b2c3d4e5f60718, aws:SourceVpce=vpce-9,"
                        + " aws:VpcSourceIp=10.0.3.4",
                "the same, IPv6                  | false | aws:SourceVpc=vpc-0a1b2c3d4e5f60718, aws:SourceVpce=vpce-9,"
                        + " aws:VpcSourceIp=2001:db8:1::4",
                "another host of a trusted VPC   | true  | aws:SourceVpc=vpc-0a1b2c3d4e5f60718, aws:SourceVpce=vpce-9,"
                        + " aws:VpcSourceIp=10.9.3.4",
                "endpoint of another VPC         | true  | aws:SourceVpc=vpc-9, aws:SourceVpce=vpce-9,"
                        + " aws:VpcSourceIp=10.0.3.4",
                "trusted endpoint of another VPC | false | aws:SourceVpc=vpc-9, aws:SourceVpce=vpce-0a1b2c3d4e5f60718,"
                        + " aws:VpcSourceIp=10.0.3.4",
                "nothing is known                | true  | aws:PrincipalArn=arn:aws:iam::111122223333:role/payments"
            })
    void from_elsewhere_is_denied(String call, boolean denied, String context) throws IOException {
        assertThat(denies("deny-from-elsewhere", "s3:GetObject", "arn:aws:s3:::ledger/a", context))
                .isEqualTo(denied);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "what it needs, on its own      | false | s3:GetObject          | arn:aws:s3:::ledger/a",
                "what it needs, elsewhere       | true  | s3:GetObject          | arn:aws:s3:::other/a",
                "what it needs without resource | false | ec2:DescribeInstances | *",
                "what it does not need          | true  | iam:CreateUser        | arn:aws:iam::111122223333:user/eve"
            })
    void all_but_needs_is_denied(String call, boolean denied, String action, String resource) throws IOException {
        assertThat(denies("deny-all-but-needs", action, resource, "aws:SourceIp=203.0.113.9"))
                .isEqualTo(denied);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a session from before | true  | aws:TokenIssueTime=2026-11-24T09:59:59Z",
                "a session from after  | false | aws:TokenIssueTime=2026-11-24T10:00:01Z",
                "a long-lived key      | false | aws:SourceIp=203.0.113.9"
            })
    void sessions_from_before_are_denied(String call, boolean denied, String context) throws IOException {
        assertThat(denies("revoke-sessions", "s3:GetObject", "arn:aws:s3:::ledger/a", context))
                .isEqualTo(denied);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "quarantine-account-scp, arn:aws:iam::111122223333:role/incident-responder, false",
        "quarantine-account-scp, arn:aws-us-gov:iam::111122223333:role/muster-audit, false",
        "quarantine-account-scp, arn:aws:iam::111122223333:role/evil/incident-responder, true",
        "quarantine-account-scp, arn:aws:iam::111122223333:role/incident-responder2, true",
        "quarantine-account-scp, arn:aws:iam::111122223333:root, true",
        "quarantine-account-scp, arn:aws:sts::111122223333:federated-user/eve, true",
        "quarantine-principal-scp, arn:aws:iam::111122223333:role/payments, true",
        "quarantine-principal-scp, arn:aws:iam::111122223333:role/other, false",
        "deny-all, arn:aws:iam::111122223333:role/payments, true"
    })
    void principals_are_denied(String policy, String principal, boolean denied) throws IOException {
        assertThat(denies(policy, "s3:GetObject", "arn:aws:s3:::ledger/a", "aws:PrincipalArn=" + principal))
                .isEqualTo(denied);
    }

    private static boolean denies(String name, String action, String resource, String keys) throws IOException {
        Map<String, String> context = new HashMap<>();
        for (String key : keys.split(", *")) {
            context.put(key.substring(0, key.indexOf('=')), key.substring(key.indexOf('=') + 1));
        }
        for (JsonNode statement : JSON.readTree(Containment.filledIn(name)).get("Statement")) {
            if (covers(statement, "Action", action)
                    && covers(statement, "Resource", resource)
                    && holds(statement, context)) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(JsonNode statement, String element, String value) {
        return statement.has(element)
                ? anyLike(texts(statement.get(element)), value)
                : !anyLike(texts(statement.get("Not" + element)), value);
    }

    /** All operators and keys must hold; of the values of a key one is enough (none may match where the operator is negated). */
    private static boolean holds(JsonNode statement, Map<String, String> context) {
        List<Boolean> each = new ArrayList<>();
        statement
                .path("Condition")
                .forEachEntry((operator, keys) ->
                        keys.forEachEntry((key, wanted) -> each.add(holds(operator, context.get(key), texts(wanted)))));
        return !each.contains(false);
    }

    private static boolean holds(String operator, @Nullable String value, List<String> wanted) {
        boolean negated = operator.contains("Not");
        if (value == null) {
            return negated || operator.endsWith("IfExists");
        }
        boolean matches = wanted.stream()
                .anyMatch(each -> switch (operator.replace("IfExists", "").replace("Not", "")) {
                    case "IpAddress" -> within(value, each);
                    case "StringEquals", "Bool" -> value.equals(each);
                    case "ArnLike" -> arnLike(value, each);
                    case "DateLessThan" -> Instant.parse(value).isBefore(Instant.parse(each));
                    default -> throw new AssertionError("the test does not know " + operator);
                });
        return negated != matches;
    }

    private static boolean anyLike(List<String> patterns, String value) {
        return patterns.stream().anyMatch(pattern -> like(value, pattern));
    }

    private static boolean like(String value, String pattern) {
        return value.matches(Pattern.compile("\\*")
                .splitAsStream(pattern + " ")
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"))
                .replace(" ", ""));
    }

    /** Each of the six parts for itself. */
    private static boolean arnLike(String value, String pattern) {
        String[] values = value.split(":", 6);
        String[] patterns = pattern.split(":", 6);
        for (int part = 0; part < 6; part++) {
            if (!like(values[part], patterns[part])) {
                return false;
            }
        }
        return true;
    }

    private static boolean within(String address, String range) {
        String[] parts = range.split("/");
        byte[] one = bytes(address);
        byte[] other = bytes(parts[0]);
        int shift = 8 * one.length - Integer.parseInt(parts[1]);
        return one.length == other.length
                && new BigInteger(1, one).shiftRight(shift).equals(new BigInteger(1, other).shiftRight(shift));
    }

    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(each -> texts.add(each.asText()));
        } else {
            texts.add(node.asText());
        }
        return texts;
    }
}
