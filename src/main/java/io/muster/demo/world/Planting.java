package io.muster.demo.world;

import java.util.List;

/** One thing that is wrong in an account, and the checks that must say so. */
enum Planting {
    NO_SECURITY_CONTACT("security_contact_present", "security_contact_address", "security_contact_details"),
    SECURITY_CONTACT_IS_A_PERSON("security_contact_address"),
    SECURITY_CONTACT_HAS_OLD_PHONE("security_contact_details"),
    NO_BILLING_CONTACT("other_contacts_present"),
    ROOT_ADDRESS_AT_CONSUMER_PROVIDER("root_address_company_owned");

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
    private final List<String> checks;

    Planting(String... checks) {
        this.checks = List.of(checks);
    }

    /** The checks that fail for the account because of it. */
    List<String> checks() {
        return checks;
    }
}
