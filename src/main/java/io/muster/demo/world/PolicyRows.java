package io.muster.demo.world;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The policies of the organization: what they say, and where they are attached. */
final class PolicyRows implements AccountRows {

    private static final String FULL_ACCESS = "p-FullAWSAccess";
    private static final String PROTECTION = "p-demo0protect";
    private static final String REGIONS = "p-demo00regions";
    private static final String QUARANTINE = "p-demo0quarant";
    private static final String TAGS = "p-demo00000tags";

    private static final String ROLES = "\"arn:aws:iam::*:role/" + IdentityRows.RESPONDER + "\", \"arn:aws:iam::*:role/"
            + IdentityRows.AUDITOR + "\"";

    private static final String BUT_RESPONDERS =
            "\"ArnNotLike\": {\"aws:PrincipalARN\": [" + ROLES + ", \"arn:aws:iam::*:role/stacksets-exec-*\"]}";

    @Override
    public void write(DemoAccount account, Sheets sheets) throws SQLException {
        if (!account.isManagement()) {
            return;
        }
        policy(account, sheets, FULL_ACCESS, "FullAWSAccess", "SERVICE_CONTROL_POLICY", """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}""");
        policy(account, sheets, PROTECTION, "protect-security", "SERVICE_CONTROL_POLICY", protection(account));
        String exempt = account.has(Planting.REGIONS_CLOSED_TO_RESPONDERS)
                ? "\"ArnNotLike\": {\"aws:PrincipalARN\": [\"arn:aws:iam::*:role/OrganizationAccountAccessRole\"]}"
                : BUT_RESPONDERS;
        policy(
                account,
                sheets,
                REGIONS,
                "close-regions",
                "SERVICE_CONTROL_POLICY",
                "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Deny\", \"NotAction\": [\"iam:*\","
                        + " \"organizations:*\", \"sts:*\", \"support:*\"], \"Resource\": \"*\", \"Condition\":"
                        + " {\"StringEquals\": {\"aws:RequestedRegion\": [\"af-south-1\", \"me-south-1\"]}, " + exempt
                        + "}}}");
        if (!account.has(Planting.NO_QUARANTINE_POLICY)) {
            policy(
                    account,
                    sheets,
                    QUARANTINE,
                    "freeze",
                    "SERVICE_CONTROL_POLICY",
                    "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Deny\", \"Action\": \"*\","
                            + " \"Resource\": \"*\", \"Condition\": {" + BUT_RESPONDERS + "}}]}");
        }
        String environment = account.has(Planting.TAG_POLICY_FOR_OWNERS_ONLY)
                ? ""
                : ", \"environment\": {\"tag_key\": {\"@@assign\": \"environment\"}}, \"dataclassification\":"
                        + " {\"tag_key\": {\"@@assign\": \"DataClassification\"}}";
        policy(
                account,
                sheets,
                TAGS,
                "tags",
                "TAG_POLICY",
                "{\"tags\": {\"owner\": {\"tag_key\": {\"@@assign\": \"Owner\"}}" + environment + "}}");
    }

    private static String protection(DemoAccount account) {
        String roles = account.has(Planting.RESPONDER_ROLE_UNPROTECTED)
                ? ""
                : "{\"Sid\": \"Roles\", \"Effect\": \"Deny\", \"Action\": [\"iam:Attach*\", \"iam:Delete*\","
                        + " \"iam:Detach*\", \"iam:Put*\", \"iam:Update*\"], \"Resource\": [" + ROLES
                        + "], \"Condition\": {\"ArnNotLike\": {\"aws:PrincipalARN\":"
                        + " \"arn:aws:iam::*:role/stacksets-exec-*\"}}}, ";
        String contacts = account.has(Planting.CONTACTS_UNPROTECTED)
                ? "cloudtrail:DeleteTrail"
                : "account:*AlternateContact\", \"cloudtrail:DeleteTrail";
        String logs = account.has(Planting.LOGS_UNPROTECTED)
                ? ""
                : "\", \"cloudtrail:StopLogging\", \"guardduty:DeleteDetector\", \"ec2:DeleteFlowLogs\","
                        + " \"config:StopConfigurationRecorder";
        return "{\"Version\": \"2012-10-17\", \"Statement\": [" + roles + "{\"Sid\": \"Rest\", \"Effect\": \"Deny\","
                + " \"Action\": [\"" + contacts + logs + "\"], \"Resource\": \"*\"}, {\"Sid\": \"Quarantine\","
                + " \"Effect\": \"Deny\", \"Action\": [\"ec2:AuthorizeSecurityGroup*\", \"ec2:RevokeSecurityGroup*\","
                + " \"ec2:ModifySecurityGroupRules\", \"ec2:DeleteSecurityGroup\"], \"Resource\": \"*\", \"Condition\":"
                + " {\"StringEquals\": {\"aws:ResourceTag/purpose\": \"quarantine\"}, " + BUT_RESPONDERS + "}}]}";
    }

    private static void policy(DemoAccount account, Sheets sheets, String id, String name, String type, String content)
            throws SQLException {
        boolean isManaged = id.equals(FULL_ACCESS);
        sheets.row("aws_organizations_policy", account, "global")
                .text("id", id)
                .text("name", name)
                .text(
                        "arn",
                        "arn:aws:organizations::" + account.id() + ":policy/" + OrganizationRows.ORGANIZATION + "/"
                                + type.toLowerCase(Locale.ROOT) + "/" + id)
                .text("type", type)
                .flag("aws_managed", isManaged)
                .text("description", "")
                .json("content", content)
                .add();
    }

    /** Where a policy is attached, as the API says it. */
    static List<Map<String, Object>> targets(String policy) {
        Map<String, Object> root = target(OrganizationRows.ROOT, "ROOT");
        Map<String, Object> workloads = target(OrganizationRows.UNIT_WORKLOADS, "ORGANIZATIONAL_UNIT");
        return switch (policy) {
            case FULL_ACCESS -> List.of(root, workloads, target(OrganizationRows.UNIT_SECURITY, "ORGANIZATIONAL_UNIT"));
            case PROTECTION, TAGS -> List.of(root);
            case REGIONS -> List.of(workloads);
            default -> List.of();
        };
    }

    private static Map<String, Object> target(String id, String type) {
        return Map.of("TargetId", id, "Type", type, "Name", id, "Arn", "arn:aws:organizations:::" + id);
    }
}
