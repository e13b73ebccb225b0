package io.muster.demo.world;

import io.muster.demo.world.Sheets.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** IAM: the roles of responders and auditors, and everybody else. */
final class IdentityRows implements AccountRows {

    static final String RESPONDER = "incident-responder";
    static final String AUDITOR = "muster-audit";

    private static final String SECURITY_AUDIT = "arn:aws:iam::aws:policy/SecurityAudit";
    private static final String QUARANTINE = "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3";

    private static final String SECURITY_AUDIT_TEXT = """
            {"Version": "2012-10-17", "Statement": [{"Sid": "BaseSecurityAuditStatement", "Effect": "Allow",
            "Action": ["account:getalternatecontact", "cloudtrail:describetrails", "cloudtrail:get*", "cloudtrail:list*",
            "config:describe*", "config:get*", "config:list*", "ec2:describe*", "guardduty:get*", "guardduty:list*",
            "iam:generatecredentialreport", "iam:get*", "iam:list*", "kms:describe*", "kms:get*", "kms:list*",
            "lambda:getpolicy", "lambda:list*", "logs:describe*", "organizations:describe*", "organizations:list*",
            "rds:describe*", "s3:getaccountpublicaccessblock", "s3:getbucket*", "s3:listallmybuckets", "sns:list*",
            "sqs:getqueueattributes", "sqs:list*", "tag:getresources"], "Resource": ["*"]}]}""";

    private static final List<String> CONTAINMENT = List.of(
            "autoscaling:enterstandby",
            "autoscaling:suspendprocesses",
            "cloudtrail:describetrails",
            "cloudtrail:getqueryresults",
            "cloudtrail:lookupevents",
            "cloudtrail:startquery",
            "ec2:authorizesecuritygroupegress",
            "ec2:authorizesecuritygroupingress",
            "ec2:copysnapshot",
            "ec2:createnetworkaclentry",
            "ec2:createsecuritygroup",
            "ec2:createsnapshot*",
            "ec2:createtags",
            "ec2:deletenetworkaclentry",
            "ec2:describe*",
            "ec2:disassociateiaminstanceprofile",
            "ec2:modifyinstance*",
            "ec2:modifynetworkinterfaceattribute",
            "ec2:modifysnapshotattribute",
            "ec2:replaceiaminstanceprofileassociation",
            "ec2:replacenetworkaclentry",
            "ec2:revokesecuritygroupegress",
            "ec2:revokesecuritygroupingress",
            "ec2:stopinstances",
            "ecs:stoptask",
            "ecs:updateservice",
            "iam:attachrolepolicy",
            "iam:attachuserpolicy",
            "iam:deleteloginprofile",
            "iam:deleterolepolicy",
            "iam:deleteuserpolicy",
            "iam:detachrolepolicy",
            "iam:detachuserpolicy",
            "iam:generatecredentialreport",
            "iam:get*",
            "iam:list*",
            "iam:putrolepolicy",
            "iam:putuserpolicy",
            "iam:updateaccesskey",
            "elasticloadbalancing:deregistertargets",
            "guardduty:getfindings",
            "kms:creategrant",
            "kms:decrypt",
            "kms:describekey",
            "kms:generatedatakeywithoutplaintext",
            "kms:reencrypt*",
            "lambda:putfunctionconcurrency",
            "lambda:updateeventsourcemapping",
            "logs:filterlogevents",
            "logs:getqueryresults",
            "logs:startquery",
            "rds:modifydb*",
            "route53resolver:associatefirewallrulegroup",
            "route53resolver:createfirewall*",
            "route53resolver:updatefirewall*",
            "s3:putaccountpublicaccessblock",
            "s3:putbucket*",
            "support:*");

    /** Services and steps that published responder roles leave out. */
    static final List<String> OFTEN_FORGOTTEN = List.of(
            "autoscaling:",
            "cloudtrail:lookupevents",
            "ec2:createnetworkaclentry",
            "ec2:copysnapshot",
            "ecs:",
            "iam:deleteloginprofile",
            "lambda:",
            "route53resolver:",
            "s3:",
            "support:");

    private final DemoAccount management;
    private final DemoAccount security;
    private final Instant now;
    private final int extra;

    IdentityRows(List<DemoAccount> accounts, Instant now, int extra) {
        this.management = accounts.get(0);
        this.security = accounts.get(1);
        this.now = now;
        this.extra = extra;
    }

    @Override
    public void write(DemoAccount account, Sheets sheets) throws SQLException {
        writeResponder(account, sheets);
        writeAuditor(account, sheets);
        writePolicies(account, sheets);
        writeUsers(account, sheets);
        writeOutsiders(account, sheets);
        role(account, sheets, "/aws-service-role/guardduty.amazonaws.com/", "AWSServiceRoleForAmazonGuardDuty")
                .json("assume_role_policy_std", trust("\"Service\": [\"guardduty.amazonaws.com\"]", ""))
                .json(
                        "attached_policy_arns",
                        "[\"arn:aws:iam::aws:policy/aws-service-role/AmazonGuardDutyServiceRolePolicy\"]")
                .number("max_session_duration", 3600)
                .add();
        writeWorkload(account, sheets);
        for (int i = 0; i < extra; i++) {
            role(account, sheets, "/service/", "workload-" + i)
                    .json("assume_role_policy_std", trust("\"Service\": [\"ec2.amazonaws.com\"]", ""))
                    .json("attached_policy_arns", "[\"arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore\"]")
                    .json("tags", "{\"team\": \"" + account.team() + "\"}")
                    .number("max_session_duration", 3600)
                    .time("role_last_used_date", now.minus(Duration.ofHours(i)))
                    .text(
                            "role_last_used_region",
                            account.regions().get(i % account.regions().size()))
                    .add();
        }
        sheets.row("aws_iam_account_summary", account, "global")
                .number("account_access_keys_present", account.has(Planting.ROOT_HAS_KEYS) ? 1 : 0)
                .flag("account_mfa_enabled", !account.has(Planting.ROOT_WITHOUT_MFA))
                .flag("account_password_present", true)
                .number("global_endpoint_token_version", account.has(Planting.OLD_TOKENS_IN_NEW_REGION) ? 1 : 2)
                .number("users", 2)
                .number("roles", 3L + extra)
                .number("groups", 0)
                .number("policies", 2)
                .number("providers", 0)
                .add();
    }

    /** The role of instances, and AWS's policy for their agents, which others attach. */
    private void writeWorkload(DemoAccount account, Sheets sheets) throws SQLException {
        String more = account.has(Planting.WORKLOAD_REACHES_HOSTS) ? ", \"ssm:sendcommand\", \"ssm:startsession\"" : "";
        role(account, sheets, "/service/", "workload")
                .json("assume_role_policy_std", trust("\"Service\": [\"ec2.amazonaws.com\"]", ""))
                .json(
                        "inline_policies_std",
                        "[{\"PolicyName\": \"app\", \"PolicyDocument\": {\"Version\": \"2012-10-17\", \"Statement\":"
                                + " [{\"Effect\": \"Allow\", \"Action\": [\"sqs:receivemessage\"" + more
                                + "], \"Resource\": [\"*\"]}]}}]")
                .json("attached_policy_arns", "[]")
                .number("max_session_duration", 3600)
                .add();
        if (extra > 0) {
            policy(
                            account,
                            sheets,
                            "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
                            "AmazonSSMManagedInstanceCore",
                            true,
                            "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\":"
                                    + " [\"ssm:updateinstanceinformation\", \"ssmmessages:*\", \"ec2messages:*\"],"
                                    + " \"Resource\": [\"*\"]}]}")
                    .flag("is_attached", true)
                    .number("attachment_count", extra)
                    .add();
        }
    }

    private Row role(DemoAccount account, Sheets sheets, String path, String name) {
        return sheets.row("aws_iam_role", account, "global")
                .text("name", name)
                .text("arn", roleArn(account, path, name))
                .text(
                        "role_id",
                        "AROA" + Integer.toString(account.index() + 1, 36).toUpperCase(Locale.ROOT) + name.hashCode())
                .text("path", path)
                .time("create_date", now.minus(Duration.ofDays(300)))
                .text("permissions_boundary_arn", "")
                .text("permissions_boundary_type", "");
    }

    private static String roleArn(DemoAccount account, String path, String name) {
        return "arn:aws:iam::" + account.id() + ":role" + path + name;
    }

    private void writeResponder(DemoAccount account, Sheets sheets) throws SQLException {
        if (account.has(Planting.RESPONDER_ROLE_MISSING)) {
            return;
        }
        Row role = role(account, sheets, "/", RESPONDER)
                .json("assume_role_policy_std", responderTrust(account))
                .json(
                        "inline_policies_std",
                        "[{\"PolicyName\": \"containment\", \"PolicyDocument\": " + responderPolicy(account) + "}]")
                .number("max_session_duration", account.has(Planting.RESPONDER_ROLE_HAS_LONG_SESSIONS) ? 43200 : 3600);
        if (account.has(Planting.RESPONDER_ROLE_BOUNDED)) {
            role.text("permissions_boundary_arn", boundaryArn(account));
            role.text("permissions_boundary_type", "Policy");
        }
        if (account.has(Planting.RESPONDER_ROLE_WAS_USED)) {
            role.time("role_last_used_date", now.minus(Duration.ofDays(2)));
            role.text("role_last_used_region", "us-east-1");
        }
        role.add();
    }

    private String responderTrust(DemoAccount account) {
        String named = "\"AWS\": [\"arn:aws:iam::" + security.id() + ":role/responders\"]";
        if (account.has(Planting.RESPONDER_ROLE_TRUSTS_WHOLE_ACCOUNT)) {
            named = "\"AWS\": [\"arn:aws:iam::" + security.id() + ":root\"]";
        }
        if (account.has(Planting.RESPONDER_ROLE_TRUSTS_PIPELINE)) {
            named += ", \"Federated\": [\"arn:aws:iam::" + account.id()
                    + ":oidc-provider/token.actions.githubusercontent.com\"]";
        }
        return trust(
                named,
                ", \"Condition\": {\"StringEquals\": {\"aws:principalorgid\": [\"" + OrganizationRows.ORGANIZATION
                        + "\"]}}");
    }

    private String responderPolicy(DemoAccount account) {
        // The management account's role comes from a stack of its own, and is written the other way round.
        if (account == management) {
            return "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"NotAction\": "
                    + "[\"ec2:runinstances\", \"glue:delete*\", \"iam:create*\", \"iam:deleteaccesskey\","
                    + " \"iam:passrole\", \"organizations:*\", \"s3:delete*\"], \"Resource\": [\"*\"]}]}";
        }
        List<String> actions = new ArrayList<>(CONTAINMENT);
        if (account.has(Planting.RESPONDER_ROLE_IS_HALF_DONE)) {
            actions.removeIf(action -> OFTEN_FORGOTTEN.stream().anyMatch(action::startsWith));
        }
        if (account.has(Planting.RESPONDER_ROLE_IS_WIDE)) {
            actions.addAll(List.of("glue:*", "s3:*"));
        }
        if (account.has(Planting.RESPONDER_ROLE_DELETES_KEYS)) {
            actions.add("iam:deleteaccesskey");
        }
        if (account.has(Planting.RESPONDER_ROLE_CANNOT_UNDO)) {
            actions.removeAll(List.of("iam:attachrolepolicy", "iam:attachuserpolicy", "iam:deleteuserpolicy"));
        }
        String condition = account.has(Planting.RESPONDER_ROLE_BOUND_TO_OFFICE)
                ? ", \"Condition\": {\"IpAddress\": {\"aws:sourceip\": [\"203.0.113.0/24\"]}}"
                : "";
        String denied = account.has(Planting.RESPONDER_ROLE_DENIED_KEYS)
                ? ", {\"Sid\": \"KeysAreLeftToOwners\", \"Effect\": \"Deny\", \"Action\": [\"iam:*accesskey*\"],"
                        + " \"Resource\": [\"*\"]}"
                : "";
        return "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Sid\": \"Containment\", \"Effect\": \"Allow\","
                + " \"Action\": " + Json.array(actions) + ", \"Resource\": [\"*\"]" + condition + "}" + denied + "]}";
    }

    private void writeAuditor(DemoAccount account, Sheets sheets) throws SQLException {
        if (account.has(Planting.AUDIT_ROLE_MISSING)) {
            return;
        }
        Row role = role(account, sheets, "/", AUDITOR)
                .json(
                        "assume_role_policy_std",
                        trust(
                                "\"AWS\": [\"arn:aws:iam::" + security.id() + ":role/muster\"]",
                                ", \"Condition\": {\"StringEquals\": {\"sts:externalid\": [\"muster\"]}}"))
                .json("attached_policy_arns", Json.array(List.of(SECURITY_AUDIT)))
                .number("max_session_duration", 3600)
                .time("role_last_used_date", now.minus(Duration.ofHours(1)))
                .text("role_last_used_region", "us-east-1");
        if (account.has(Planting.AUDIT_ROLE_CAN_WRITE)) {
            role.json(
                    "inline_policies_std",
                    "[{\"PolicyName\": \"deploy\", \"PolicyDocument\": {\"Version\": \"2012-10-17\", \"Statement\":"
                            + " [{\"Effect\": \"Allow\", \"Action\": [\"iam:put*\", \"lambda:*\"], \"Resource\":"
                            + " [\"*\"]}]}}]");
        }
        if (account.has(Planting.AUDIT_ROLE_READS_DATA)) {
            role.json(
                    "inline_policies_std",
                    "[{\"PolicyName\": \"look\", \"PolicyDocument\": {\"Version\": \"2012-10-17\", \"Statement\":"
                            + " [{\"Effect\": \"Allow\", \"Action\": [\"s3:get*\", \"s3:list*\"], \"Resource\":"
                            + " [\"*\"]}]}}]");
        }
        role.add();
    }

    /** Roles that somebody else assumes: a pipeline, a vendor; and one that has all the policies it can have. */
    private void writeOutsiders(DemoAccount account, Sheets sheets) throws SQLException {
        if (account.isMember()) {
            String subject = account.has(Planting.PIPELINE_OF_ANYBODY)
                    ? ""
                    : ", \"StringLike\": {\"token.actions.githubusercontent.com:sub\": [\"repo:example/"
                            + account.team() + ":*\"]}";
            role(account, sheets, "/service/", "pipeline")
                    .json(
                            "assume_role_policy_std",
                            "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\":"
                                    + " {\"Federated\": [\"arn:aws:iam::" + account.id()
                                    + ":oidc-provider/token.actions.githubusercontent.com\"]}, \"Action\":"
                                    + " [\"sts:assumerolewithwebidentity\"], \"Condition\": {\"StringEquals\":"
                                    + " {\"token.actions.githubusercontent.com:aud\": [\"sts.amazonaws.com\"]}"
                                    + subject + "}}]}")
                    .number("max_session_duration", 3600)
                    .add();
        }
        String condition = account.has(Planting.VENDOR_WITHOUT_EXTERNAL_ID)
                ? ""
                : ", \"Condition\": {\"StringEquals\": {\"sts:externalid\": [\"example-" + account.id() + "\"]}}";
        Row vendor = role(account, sheets, "/vendor/", "cost-report")
                .json("assume_role_policy_std", trust("\"AWS\": [\"arn:aws:iam::987654321098:root\"]", condition))
                .number("max_session_duration", 3600);
        if (account.has(Planting.ROLE_WITHOUT_ROOM)) {
            List<String> policies = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                policies.add("arn:aws:iam::aws:policy/job-function/ViewOnlyAccess" + i);
            }
            vendor.json("attached_policy_arns", Json.array(policies))
                    .json(
                            "inline_policies_std",
                            "[{\"PolicyName\": \"all\", \"PolicyDocument\": {\"Version\": \"2012-10-17\","
                                    + " \"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\""
                                    + "ce:getcostandusage\", \"".repeat(500)
                                    + "ce:get*\"], \"Resource\": [\"*\"]}]}}]");
        }
        vendor.add();
    }

    private void writePolicies(DemoAccount account, Sheets sheets) throws SQLException {
        policy(account, sheets, SECURITY_AUDIT, "SecurityAudit", true, SECURITY_AUDIT_TEXT)
                .flag("is_attached", !account.has(Planting.AUDIT_ROLE_MISSING))
                .number("attachment_count", account.has(Planting.AUDIT_ROLE_MISSING) ? 0 : 1)
                .add();
        policy(
                        account,
                        sheets,
                        boundaryArn(account),
                        "boundary",
                        false,
                        "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"*\"],"
                                + " \"Resource\": [\"*\"]}, {\"Effect\": \"Deny\", \"Action\": [\"ec2:stop*\","
                                + " \"ec2:terminate*\", \"rds:*\"], \"Resource\": [\"*\"]}]}")
                .flag("is_attached", false)
                .number("attachment_count", 0)
                .number("permissions_boundary_usage_count", 1)
                .add();
    }

    private static String boundaryArn(DemoAccount account) {
        return "arn:aws:iam::" + account.id() + ":policy/boundary";
    }

    private Row policy(
            DemoAccount account, Sheets sheets, String arn, String name, boolean awsManaged, String document) {
        return sheets.row("aws_iam_policy", account, "global")
                .text("name", name)
                .text("policy_id", "ANPA" + name.toUpperCase(Locale.ROOT))
                .text("path", "/")
                .text("arn", arn)
                .flag("is_aws_managed", awsManaged)
                .flag("is_attachable", true)
                .text("default_version_id", "v1")
                .time("create_date", now.minus(Duration.ofDays(900)))
                .time("update_date", now.minus(Duration.ofDays(90)))
                .json("policy", document)
                .json("policy_std", document);
    }

    private void writeUsers(DemoAccount account, Sheets sheets) throws SQLException {
        boolean leaked = account.has(Planting.KEY_FOUND_IN_PUBLIC);
        user(account, sheets, "deploy-bot", Map.of("Owner", account.team() + "@example.com"), leaked);
        key(account, sheets, "deploy-bot", 1, "Active");
        user(account, sheets, "former-employee", Map.of(), false);
        key(account, sheets, "former-employee", 2, account.has(Planting.KEY_OF_NOBODY) ? "Active" : "Inactive");
        for (int i = 0; i < extra / 4; i++) {
            user(account, sheets, "service-" + i, Map.of("Owner", account.team() + "@example.com"), false);
            key(account, sheets, "service-" + i, 3 + i, "Active");
        }
    }

    private void user(DemoAccount account, Sheets sheets, String name, Map<String, String> tags, boolean leaked)
            throws SQLException {
        sheets.row("aws_iam_user", account, "global")
                .text("name", name)
                .text(
                        "user_id",
                        "AIDA" + account.id() + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", ""))
                .text("path", "/")
                .text("arn", "arn:aws:iam::" + account.id() + ":user/" + name)
                .time("create_date", now.minus(Duration.ofDays(500)))
                .text("permissions_boundary_arn", "")
                .text("permissions_boundary_type", "")
                .flag("mfa_enabled", false)
                .json("attached_policy_arns", Json.array(leaked ? List.of(QUARANTINE) : List.of()))
                .json("tags", tags.isEmpty() ? null : Json.object(tags))
                .add();
    }

    private void key(DemoAccount account, Sheets sheets, String user, int number, String status) throws SQLException {
        boolean isIdle = number == 1 && account.has(Planting.KEY_WITHOUT_USE);
        Duration lastUse = isIdle ? Duration.ofDays(95) : Duration.ofHours(3);
        sheets.row("aws_iam_access_key", account, "global")
                .text("access_key_id", accessKeyId(account, number))
                .text("user_name", user)
                .text("status", status)
                .time("create_date", now.minus(Duration.ofDays(100)))
                .time("access_key_last_used_date", now.minus(lastUse))
                .text("access_key_last_used_service", "s3")
                .text("access_key_last_used_region", "us-east-1")
                .add();
    }

    static String accessKeyId(DemoAccount account, int number) {
        return "AKIA" + account.id() + String.format("%04d", number);
    }

    private static String trust(String principal, String condition) {
        return "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {" + principal
                + "}, \"Action\": [\"sts:assumerole\"]" + condition + "}]}";
    }
}
