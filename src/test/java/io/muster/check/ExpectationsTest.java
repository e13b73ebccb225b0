package io.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.inventory.TagKeys;
import io.muster.problem.Problem;
import io.muster.problem.Problems;
import io.muster.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExpectationsTest {

    private final Problems problems = new Problems();

    private Expectations expectations(String yaml) {
        Settings settings = Settings.parse(yaml, "muster.yaml", Map.of(), problems);
        Expectations expectations = Expectations.from(settings);
        settings.finish();
        return expectations;
    }

    @Test
    void what_is_not_configured_is_null() {
        Expectations expectations = expectations("");

        assertThat(expectations).isEqualTo(Expectations.NONE);
        assertThat(expectations.tagKeys()).isEqualTo(TagKeys.NONE);
        assertThat(expectations.json())
                .isEqualTo("{\"security-account\":null,\"log-archive-account\":null,\"responder-role\":null,"
                        + "\"audit-role\":null,\"security-contact\":null,\"required-tags\":null,"
                        + "\"data-classes\":null,\"log-retention\":null}");
    }

    @Test
    void checks_see_keys_as_written_and_durations_in_seconds() {
        Expectations expectations = expectations("""
                expectations:
                  security-account: "022222222222"
                  log-archive-account: "333333333333"
                  responder-role: {name: incident-responder, trusted-account: "022222222222", max-session: 4h}
                  audit-role: muster-audit
                  security-contact: {email: aws-security@example.com, name: Security Operations, title: SOC, phone: "+1 555 0100"}
                  required-tags: {owner: [owner, Owner], environment: env}
                  data-classes:
                    - {name: "customer-*", account: "044444444444", class: " pii "}
                    - {name: "*", class: internal}
                  log-retention: 365d
                """);

        assertThat(problems.errors()).isEmpty();
        assertThat(expectations.tagKeys()).isEqualTo(new TagKeys(List.of("owner", "Owner"), List.of("env"), List.of()));
        assertThat(expectations.json()).isEqualTo("""
                        {"security-account":"022222222222","log-archive-account":"333333333333",\
                        "responder-role":{"name":"incident-responder","trusted-account":"022222222222","max-session":14400},\
                        "audit-role":"muster-audit",\
                        "security-contact":{"email":"aws-security@example.com","name":"Security Operations","title":"SOC",\
                        "phone":"+1 555 0100"},\
                        "required-tags":{"owner":["owner","Owner"],"environment":["env"],"data":null},\
                        "data-classes":[{"name":"customer-*","account":"044444444444","class":"pii"},\
                        {"name":"*","account":null,"class":"internal"}],\
                        "log-retention":31536000}""");
    }

    @Test
    void bad_values_are_reported_with_what_would_be_right() {
        expectations("""
                expectations:
                  security-account: 22222222222
                  responder-role: {max-session: 4}
                  security-contact: {email: soc}
                  log-retention: forever
                  audit-rol: x
                """);

        assertThat(problems.errors())
                .extracting(Problem::what)
                .containsExactlyInAnyOrder(
                        "'expectations.security-account' is '22222222222', which is no account id.",
                        "'expectations.responder-role.max-session' is '4', which is no duration.",
                        "'expectations.responder-role.name' is missing.",
                        "'expectations.security-contact.email' is 'soc', which is no address.",
                        "'expectations.log-retention' is 'forever', which is no duration.",
                        "'expectations.audit-rol' is not a setting.");
    }

    @Test
    void each_rule_of_data_classes_is_read_with_its_line() {
        Expectations expectations = expectations("""
                expectations:
                  data-classes:
                    - {name: "customer-[ab]", class: pii}
                    - {class: pii}
                    - {name: "customer-*", class: " "}
                    - {name: "*", account: 1, class: pii}
                    - {name: "*", class: pii, acount: "111111111111"}
                """);

        assertThat(expectations.dataClasses()).hasSize(5);
        assertThat(problems.errors())
                .extracting(Problem::text)
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text)
                                .contains("'expectations.data-classes[0].name' is 'customer-[ab]', which is no pattern")
                                .contains("'muster.yaml' line 3"),
                        text -> assertThat(text).contains("'expectations.data-classes[1].name' is missing"),
                        text -> assertThat(text).contains("'expectations.data-classes[2].class' is missing"),
                        text -> assertThat(text)
                                .contains("'expectations.data-classes[3].account' is '1', which is no account id"),
                        text -> assertThat(text)
                                .contains("'expectations.data-classes[4].acount' is not a setting")
                                .contains("'muster.yaml' line 7"));
    }

    @Test
    void the_first_configured_tag_that_is_there_names_the_owner() {
        TagKeys keys = new TagKeys(List.of("owner", "Owner"), List.of(), List.of("class"));

        assertThat(keys.ownerIn(Map.of("Owner", "Ann", "owner", " "))).contains("Ann");
        assertThat(keys.environmentIn(Map.of("env", "prod"))).isEmpty();
        assertThat(keys.dataClassIn(Map.of("class", "pii"))).contains("pii");
    }
}
