package io.muster.remediate.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.finding.AccountId;
import io.muster.problem.Problem;
import io.muster.problem.Problems;
import io.muster.remediate.aws.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code contacts.yaml} may say, which rule wins, and what is said about a file that is wrong. */
final class WantedContactsTest {

    private static final String SOC =
            "{name: Security Operations, title: SOC, email: soc@example.com, phone: \"+1 555 0100\"}";
    private static final String PAYMENTS =
            "{name: Payments, title: Desk, email: pay@example.com, phone: \"+1 555 0200\"}";

    private final Problems problems = new Problems();

    private WantedContacts read(String yaml) {
        return WantedContacts.parse(yaml, "contacts.yaml", problems);
    }

    private String errors() {
        return problems.errors().stream().map(Problem::text).collect(Collectors.joining("\n"));
    }

    private static Member member(String id, String... names) {
        List<Member.Unit> units = new ArrayList<>();
        String path = "";
        for (String name : names) {
            path += "/" + name;
            units.add(new Member.Unit(
                    "ou-abcd-"
                            + String.format("%8s", name.toLowerCase(Locale.ROOT))
                                    .replace(' ', '0'),
                    path));
        }
        return new Member(new AccountId(id), "name", "ACTIVE", "root@example.com", null, false, units);
    }

    private static String email(WantedContacts wanted, Member member, ContactType type) {
        Wish wish = wanted.wanted(member, type).wish();
        Contact contact = wish.contact();
        return contact == null ? wish.kind().name() : contact.email();
    }

    @Test
    void the_nearest_rule_wins_and_a_type_that_no_rule_names_is_left_alone() {
        WantedContacts wanted = read("contacts:\n"
                + "  - for: organization\n    security: " + SOC + "\n"
                + "  - ou: /Workloads\n    security: " + PAYMENTS + "\n    billing: absent\n"
                + "  - ou: /Workloads/Prod\n    security: leave-alone\n"
                + "  - account: 222222222222\n    security: {absent: true}\n");

        assertThat(errors()).isEmpty();
        assertThat(email(wanted, member("111111111111"), ContactType.SECURITY)).isEqualTo("soc@example.com");
        assertThat(email(wanted, member("111111111111", "Workloads", "Dev"), ContactType.SECURITY))
                .isEqualTo("pay@example.com");
        assertThat(email(wanted, member("111111111111", "Workloads", "Prod"), ContactType.SECURITY))
                .isEqualTo("LEAVE_ALONE");
        assertThat(email(wanted, member("222222222222", "Workloads", "Prod"), ContactType.SECURITY))
                .isEqualTo("ABSENT");
        assertThat(email(wanted, member("222222222222", "Workloads", "Prod"), ContactType.BILLING))
                .isEqualTo("ABSENT");
        assertThat(email(wanted, member("222222222222", "Workloads"), ContactType.OPERATIONS))
                .isEqualTo("LEAVE_ALONE");
        assertThat(wanted.types()).containsExactlyInAnyOrder(ContactType.SECURITY, ContactType.BILLING);
        assertThat(wanted.wanted(member("111111111111"), ContactType.SECURITY).rule())
                .isEqualTo("organization (line 2)");
    }

    @Test
    void a_unit_is_named_by_id_or_by_path_with_or_without_the_slash() {
        WantedContacts wanted = read("contacts:\n"
                + "  - ou: ou-abcd-0000prod\n    security: " + SOC + "\n"
                + "  - ou: Sandbox/\n    security: absent\n");

        assertThat(errors()).isEmpty();
        assertThat(email(wanted, member("111111111111", "Workloads", "Prod", "Deep"), ContactType.SECURITY))
                .isEqualTo("soc@example.com");
        assertThat(email(wanted, member("111111111111", "Sandbox"), ContactType.SECURITY))
                .isEqualTo("ABSENT");
        assertThat(email(wanted, member("111111111111", "Sandboxes"), ContactType.SECURITY))
                .isEqualTo("LEAVE_ALONE");
    }

    @Test
    void every_problem_is_named_with_its_line_and_without_the_value() {
        read("""
                contacts:
                  - for: organization
                    security:
                      name: %s
                      title: SOC
                      email: o'hara@example.com
                      phone: +1 555 0100 ext. 3
                  - for: everyone
                    billing: absent
                  - account: 1111
                    billing: absent
                  - ou: /
                    billing: absent
                  - account: "111111111111"
                    ou: /Sandbox
                    billing: absent
                  - ou: /Sandbox
                    billing: abset
                  - ou: /Prod
                    securty: absent
                    operations: {absent: true, leave-alone: true}
                    billing: {name: Bob}
                """.formatted("x".repeat(65)));

        assertThat(errors())
                .contains(
                        "'contacts[0].security.name' has 65 characters, and AWS takes 64 at most. ('contacts.yaml' line 4)")
                .contains("'contacts[0].security.email' is no address that AWS takes. ('contacts.yaml' line 6)")
                .contains("'contacts[0].security.phone' has 'e' in it, which AWS does not take in a phone number."
                        + " ('contacts.yaml' line 7)")
                .contains("'contacts[1].for' is 'everyone'")
                .contains("'contacts[2].account' is '1111', which is no account id. ('contacts.yaml' line 10)")
                .contains("for: organization\n")
                .contains("The rule is for several at once. ('contacts.yaml' line 14)")
                .contains("'contacts[5].billing' is 'abset', but must be a contact, absent or leave-alone."
                        + " ('contacts.yaml' line 18)\n  Did you mean 'absent'?")
                .contains("'contacts[6].securty' is not a setting. ('contacts.yaml' line 20)\n"
                        + "  Did you mean 'contacts[6].security'?")
                .contains("'contacts[6].operations' wants two things at once. ('contacts.yaml' line 21)")
                .contains("'contacts[6].billing.title' is missing. ('contacts.yaml' line 22)")
                .doesNotContain("o'hara")
                .doesNotContain("555 0100 ext");
    }

    @Test
    void an_address_of_255_characters_is_refused_and_one_of_254_is_not() {
        String local = "x".repeat(254 - "@example.com".length());
        read("contacts: [{for: organization, security: {name: a, title: b, email: " + local
                + "@example.com, phone: 1}}]");
        assertThat(errors()).isEmpty();

        read("contacts: [{for: organization, security: {name: a, title: b, email: x" + local
                + "@example.com, phone: 1}}]");
        assertThat(errors()).contains("has 255 characters, and AWS takes 254 at most");
    }

    @Test
    void two_rules_for_one_account_are_refused() {
        read("""
                contacts:
                  - account: 111111111111
                    security: absent
                  - account: "111111111111"
                    billing: absent
                """);

        assertThat(errors()).isEqualTo("""
                        There are two rules for account 111111111111. ('contacts.yaml' line 4)
                          The other one is in line 2, and nothing says which of them holds.
                        Try: put both into one rule""");
    }

    @Test
    void two_rules_for_one_unit_are_found_when_the_organization_is_known() {
        WantedContacts wanted = read("""
                contacts:
                  - ou: /Prod
                    security: absent
                  - ou: ou-abcd-0000prod
                    security: absent
                """);

        wanted.compare(List.of(member("111111111111", "Prod")), problems);

        assertThat(errors())
                .contains("There are two rules for the organizational unit /Prod. ('contacts.yaml' line 4)");
    }

    @Test
    void a_unit_that_is_not_there_is_an_error_and_an_account_that_left_is_a_warning() {
        WantedContacts wanted = read("""
                contacts:
                  - ou: /Prodd
                    security: absent
                  - account: 333333333333
                    security: absent
                """);

        wanted.compare(List.of(member("111111111111", "Prod")), problems);

        assertThat(errors())
                .contains("There is no organizational unit '/Prodd' with an account in it or below it."
                        + " ('contacts.yaml' line 2)\n  Did you mean '/Prod'?");
        assertThat(problems.warnings())
                .extracting(Problem::what)
                .containsExactly("The account 333333333333 is not in the organization.");
    }

    @Test
    void a_file_that_wants_nothing_is_an_error() {
        read("contacts: []");

        assertThat(errors()).startsWith("The file wants no contact at all. ('contacts.yaml')");
    }

    @Test
    void contacts_are_the_same_but_for_white_space_and_the_case_of_the_address() {
        Contact one = new Contact("SOC", "Desk", " Soc@Example.com", "+1 555");

        assertThat(one.means(new Contact("SOC ", "Desk", "soc@example.com", "+1 555")))
                .isTrue();
        assertThat(one.differences(new Contact("soc", "Desk", "soc@example.org", "+1 555")))
                .containsExactly("name", "email");
        assertThat(one.toString()).isEqualTo("(contact)");
    }
}
