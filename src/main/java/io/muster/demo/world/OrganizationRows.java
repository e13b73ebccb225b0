package io.muster.demo.world;

import io.muster.demo.world.Sheets.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What AWS Organizations, the account itself and its contacts say. */
final class OrganizationRows implements AccountRows {

    static final String ORGANIZATION = "o-muster0demo";
    static final String ROOT = "r-demo";
    static final String UNIT_SECURITY = "ou-demo-security0";
    static final String UNIT_WORKLOADS = "ou-demo-workload0";

    /** Tables that only the management account can read, and the call that refuses the others. */
    static final Map<String, String> MANAGEMENT_ONLY = Map.of(
            "aws_organizations_account", "ListRoots",
            "aws_organizations_root", "ListRoots",
            "aws_organizations_organizational_unit", "ListRoots",
            "aws_organizations_delegated_administrator", "ListDelegatedAdministrators",
            "aws_organizations_delegated_services_for_account", "ListDelegatedAdministrators",
            "aws_organizations_policy", "ListPolicies");

    /** Services whose administration an organization hands to its security account. */
    static final List<String> SECURITY_SERVICES = List.of(
            "access-analyzer.amazonaws.com",
            "account.amazonaws.com",
            "cloudtrail.amazonaws.com",
            "config.amazonaws.com",
            "detective.amazonaws.com",
            "guardduty.amazonaws.com",
            "inspector2.amazonaws.com",
            "macie.amazonaws.com",
            "securityhub.amazonaws.com");

    /** Regions that AWS has and nobody switched on. */
    private static final List<String> REGIONS_OFF = List.of("af-south-1", DemoAccount.NEW_REGION);

    private final List<DemoAccount> accounts;
    private final Instant now;

    OrganizationRows(List<DemoAccount> accounts, Instant now) {
        this.accounts = accounts;
        this.now = now;
    }

    @Override
    public void write(DemoAccount account, Sheets sheets) throws SQLException {
        writeAccount(account, sheets);
        writeRegions(account, sheets);
        writeContacts(account, sheets);
        if (account.isManagement()) {
            writeOrganization(account, sheets);
        }
    }

    private void writeAccount(DemoAccount account, Sheets sheets) throws SQLException {
        DemoAccount management = accounts.get(0);
        sheets.row("aws_account", account, "global")
                .json("account_aliases", "[\"example-" + account.connection().replace('_', '-') + "\"]")
                .text("arn", "arn:aws:::" + account.id())
                .text("organization_id", ORGANIZATION)
                .text("organization_arn", arn(management, "organization/" + ORGANIZATION))
                .text("organization_feature_set", "ALL")
                .text("organization_master_account_id", management.id().value())
                .text("organization_master_account_arn", memberArn(management))
                .text("organization_master_account_email", management.email())
                .json(
                        "organization_available_policy_types",
                        "[{\"Type\": \"SERVICE_CONTROL_POLICY\", \"Status\": \"ENABLED\"}]")
                .text("title", account.connection())
                .add();
        sheets.row("aws_sts_caller_identity", account, "global")
                .text("arn", "arn:aws:sts::" + account.id() + ":assumed-role/muster-audit/steampipe")
                .text("user_id", "AROADEMO" + account.id() + ":steampipe")
                .add();
    }

    private static void writeRegions(DemoAccount account, Sheets sheets) throws SQLException {
        for (String region : account.regions()) {
            sheets.row("aws_region", account, region)
                    .text("name", region)
                    .text("opt_in_status", region.equals(DemoAccount.NEW_REGION) ? "opted-in" : "opt-in-not-required")
                    .flag("steampipe_available", account.covers(region))
                    .flag("steampipe_default", region.equals("us-east-1"))
                    .add();
        }
        for (String region : REGIONS_OFF) {
            if (account.regions().contains(region)) {
                continue;
            }
            sheets.row("aws_region", account, region)
                    .text("name", region)
                    .text("opt_in_status", "not-opted-in")
                    .flag("steampipe_available", false)
                    .flag("steampipe_default", false)
                    .add();
        }
    }

    private void writeContacts(DemoAccount account, Sheets sheets) throws SQLException {
        if (!account.has(Planting.NO_SECURITY_CONTACT)) {
            boolean isPerson = account.has(Planting.SECURITY_CONTACT_IS_A_PERSON);
            contact(account, sheets, "SECURITY", isPerson ? "jo.former@example.com" : " AWS-Security@example.com ")
                    .text("name", "Security Operations")
                    .text("contact_title", "SOC")
                    .text(
                            "phone_number",
                            account.has(Planting.SECURITY_CONTACT_HAS_OLD_PHONE) ? "+1 555 0199" : "+1 (555) 0100")
                    .add();
        }
        contact(account, sheets, "OPERATIONS", "cloud-platform@example.com")
                .text("name", "Cloud Platform")
                .text("contact_title", "Operations")
                .text("phone_number", "+1 555 0101")
                .add();
        if (!account.has(Planting.NO_BILLING_CONTACT)) {
            contact(account, sheets, "BILLING", "cloud-billing@example.com")
                    .text("name", "Accounts Payable")
                    .text("contact_title", "Billing")
                    .text("phone_number", "+1 555 0102")
                    .add();
        }
    }

    private static Row contact(DemoAccount account, Sheets sheets, String type, String address) {
        return sheets.row("aws_account_alternate_contact", account, "global")
                .text("contact_type", type)
                .text("email_address", address)
                .text("linked_account_id", account.id().value());
    }

    private void writeOrganization(DemoAccount management, Sheets sheets) throws SQLException {
        sheets.row("aws_organizations_root", management, "global")
                .text("id", ROOT)
                .text("name", "Root")
                .text("arn", arn(management, "root/" + ORGANIZATION + "/" + ROOT))
                .json(
                        "policy_types",
                        management.has(Planting.NO_SERVICE_CONTROL_POLICIES)
                                ? "[{\"Type\": \"TAG_POLICY\", \"Status\": \"ENABLED\"}]"
                                : "[{\"Type\": \"SERVICE_CONTROL_POLICY\", \"Status\": \"ENABLED\"}, {\"Type\":"
                                        + " \"TAG_POLICY\", \"Status\": \"ENABLED\"}]")
                .add();
        unit(management, sheets, UNIT_SECURITY, "Security");
        unit(management, sheets, UNIT_WORKLOADS, "Workloads");
        for (DemoAccount account : accounts) {
            sheets.row("aws_organizations_account", management, "global")
                    .text("id", account.id().value())
                    .text("name", account.name())
                    .text("arn", memberArn(account))
                    .text("email", account.email())
                    .text("state", account.state().name())
                    .text("parent_id", unitOf(account))
                    .text("joined_method", account.part() == DemoAccount.Part.MEMBER ? "CREATED" : "INVITED")
                    .time(
                            "joined_timestamp",
                            now.minus(Duration.ofDays(account.isNew() ? 3 : 400 + account.index() % 900)))
                    .json("tags", Json.object(account.tags()))
                    .add();
        }
        delegate(management, sheets, accounts.get(1), delegatedServices(management));
        if (management.has(Planting.GUARDDUTY_DELEGATED_TO_ANOTHER)) {
            delegate(management, sheets, accounts.get(2), List.of("guardduty.amazonaws.com"));
        }
    }

    private static List<String> delegatedServices(DemoAccount management) {
        return SECURITY_SERVICES.stream()
                .filter(service ->
                        !service.equals("account.amazonaws.com") || !management.has(Planting.CONTACTS_NOT_DELEGATED))
                .toList();
    }

    /** The services with trusted access, which only the API of AWS Organizations tells. */
    static List<String> trustedServices(DemoAccount management) {
        return SECURITY_SERVICES.stream()
                .filter(service -> !service.equals("macie.amazonaws.com")
                        || !management.has(Planting.MACIE_WITHOUT_TRUSTED_ACCESS))
                .toList();
    }

    private void delegate(DemoAccount management, Sheets sheets, DemoAccount delegate, List<String> services)
            throws SQLException {
        Instant since = now.minus(Duration.ofDays(380));
        sheets.row("aws_organizations_delegated_administrator", management, "global")
                .text("id", delegate.id().value())
                .text("name", delegate.name())
                .text("arn", memberArn(delegate))
                .text("email", delegate.email())
                .text("status", "ACTIVE")
                .text("joined_method", "INVITED")
                .time("joined_timestamp", now.minus(Duration.ofDays(401)))
                .time("delegation_enabled_date", since)
                .add();
        for (String service : services) {
            sheets.row("aws_organizations_delegated_services_for_account", management, "global")
                    .text("delegated_account_id", delegate.id().value())
                    .text("service_principal", service)
                    .time("delegation_enabled_date", since)
                    .add();
        }
    }

    private static void unit(DemoAccount management, Sheets sheets, String id, String name) throws SQLException {
        sheets.row("aws_organizations_organizational_unit", management, "global")
                .text("id", id)
                .text("name", name)
                .text("arn", arn(management, "ou/" + ORGANIZATION + "/" + id))
                .text("parent_id", ROOT)
                .text("path", ROOT.replace('-', '_') + "." + id.replace('-', '_'))
                .add();
    }

    private static String unitOf(DemoAccount account) {
        return switch (account.part()) {
            case MANAGEMENT -> ROOT;
            case SECURITY, LOG_ARCHIVE -> UNIT_SECURITY;
            case MEMBER -> UNIT_WORKLOADS;
        };
    }

    private String memberArn(DemoAccount account) {
        return arn(accounts.get(0), "account/" + ORGANIZATION + "/" + account.id());
    }

    private static String arn(DemoAccount management, String resource) {
        return "arn:aws:organizations::" + management.id() + ":" + resource;
    }
}
