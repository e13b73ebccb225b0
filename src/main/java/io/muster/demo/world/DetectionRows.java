package io.muster.demo.world;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What watches: GuardDuty, Security Hub, Config, and the way of their findings to the SIEM. */
final class DetectionRows implements AccountRows {

    static final String CONFIG_BUCKET = "example-org-config";

    private static final List<String> FEATURES = List.of(
            "CLOUD_TRAIL",
            "DNS_LOGS",
            "FLOW_LOGS",
            "S3_DATA_EVENTS",
            "EKS_AUDIT_LOGS",
            "EBS_MALWARE_PROTECTION",
            "RDS_LOGIN_EVENTS",
            "LAMBDA_NETWORK_LOGS",
            "RUNTIME_MONITORING");

    private static final String AGENTS = "[{\"Name\": \"EKS_ADDON_MANAGEMENT\", \"Status\": \"ENABLED\"},"
            + " {\"Name\": \"EC2_AGENT_MANAGEMENT\", \"Status\": \"ENABLED\"}]";

    private final List<DemoAccount> accounts;
    private final Instant now;

    DetectionRows(List<DemoAccount> accounts, Instant now) {
        this.accounts = accounts;
        this.now = now;
    }

    @Override
    public void write(DemoAccount account, Sheets sheets) throws SQLException {
        for (int i = 0; i < account.regions().size(); i++) {
            String region = account.regions().get(i);
            if (!account.has(Planting.NO_DETECTOR, region)) {
                writeGuardDuty(account, sheets, region, i);
            }
            if (!account.has(Planting.NO_SECURITY_HUB, region)) {
                writeSecurityHub(account, sheets, region);
            }
            writeConfig(account, sheets, region);
            writeResolver(account, sheets, region, i);
        }
    }

    static String detector(DemoAccount account, int region) {
        return account.digits(20, region) + account.digits(21, region);
    }

    private DemoAccount security() {
        return accounts.get(1);
    }

    private boolean isSecurity(DemoAccount account) {
        return account == security();
    }

    private void writeGuardDuty(DemoAccount account, Sheets sheets, String region, int place) throws SQLException {
        String detector = detector(account, place);
        StringBuilder features = new StringBuilder("[");
        for (String feature : FEATURES) {
            boolean isOff = switch (feature) {
                case "DNS_LOGS" -> account.has(Planting.DETECTOR_WITHOUT_DNS, region);
                case "S3_DATA_EVENTS" -> account.has(Planting.DETECTOR_WITHOUT_OBJECTS, region);
                case "EKS_AUDIT_LOGS" -> account.has(Planting.DETECTOR_WITHOUT_CLUSTERS) && place == 0;
                case "RDS_LOGIN_EVENTS" -> account.has(Planting.DETECTOR_WITHOUT_LOGINS) && place == 0;
                case "LAMBDA_NETWORK_LOGS" -> account.has(Planting.DETECTOR_WITHOUT_FUNCTIONS, region);
                case "EBS_MALWARE_PROTECTION" -> account.has(Planting.DETECTOR_WITHOUT_MALWARE, region);
                case "RUNTIME_MONITORING" -> account.has(Planting.DETECTOR_WITHOUT_RUNTIME, region);
                default -> false;
            };
            features.append(features.length() > 1 ? ", " : "")
                    .append("{\"Name\": \"")
                    .append(feature)
                    .append(isOff ? "\", \"Status\": \"DISABLED\"" : "\", \"Status\": \"ENABLED\"")
                    .append(", \"UpdatedAt\": \"2026-01-10T08:00:00Z\",")
                    .append(" \"AdditionalConfiguration\": ")
                    .append(feature.equals("RUNTIME_MONITORING") ? AGENTS : "null")
                    .append('}');
        }
        features.append(']');
        sheets.row("aws_guardduty_detector", account, region)
                .text("detector_id", detector)
                .text("arn", "arn:aws:guardduty:" + region + ":" + account.id() + ":detector/" + detector)
                .text("status", account.has(Planting.DETECTOR_SUSPENDED, region) ? "DISABLED" : "ENABLED")
                .time("created_at", now.minus(Duration.ofDays(390)))
                .time("updated_at", now.minus(Duration.ofDays(300)))
                .text(
                        "finding_publishing_frequency",
                        account.has(Planting.DETECTOR_IS_SLOW, region) ? "SIX_HOURS" : "FIFTEEN_MINUTES")
                .text(
                        "service_role",
                        "arn:aws:iam::" + account.id()
                                + ":role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty")
                .json("features", features.toString())
                .json(
                        "master_account",
                        isSecurity(account) || account.has(Planting.DETECTOR_IS_ALONE, region)
                                ? null
                                : administrator("RelationshipStatus", "Enabled"))
                .json("tags", "{}")
                .add();
        if (!isSecurity(account)) {
            return;
        }
        for (DemoAccount member : accounts) {
            if (!isSecurity(member) && isMember(member, region)) {
                sheets.row("aws_guardduty_member", account, region)
                        .text("member_account_id", member.id().value())
                        .text("detector_id", detector)
                        .text("administrator_id", account.id().value())
                        .text("master_id", account.id().value())
                        .text("email", member.email())
                        .text("relationship_status", "Enabled")
                        .time("updated_at", now.minus(Duration.ofDays(300)))
                        .add();
            }
        }
    }

    /** Whether the security account knows it: one that was never asked to join, or has no detector, it does not. */
    private static boolean isMember(DemoAccount account, String region) {
        return account.regions().contains(region)
                && !account.has(Planting.DETECTOR_IS_ALONE, region)
                && !account.has(Planting.NO_DETECTOR, region);
    }

    private String administrator(String status, String word) {
        return "{\"AccountId\": \"" + security().id() + "\", \"InvitationId\": null, \"InvitedAt\":"
                + " \"2025-10-30T08:00:00Z\", \"" + status + "\": \"" + word + "\"}";
    }

    private void writeSecurityHub(DemoAccount account, Sheets sheets, String region) throws SQLException {
        sheets.row("aws_securityhub_hub", account, region)
                .text("hub_arn", "arn:aws:securityhub:" + region + ":" + account.id() + ":hub/default")
                .json("administrator_account", isSecurity(account) ? null : administrator("MemberStatus", "Enabled"))
                .flag("auto_enable_controls", true)
                .time("subscribed_at", now.minus(Duration.ofDays(380)))
                .json("tags", "{}")
                .add();
    }

    private void writeConfig(DemoAccount account, Sheets sheets, String region) throws SQLException {
        boolean takesGlobal = region.equals("us-east-1");
        sheets.row("aws_config_configuration_recorder", account, region)
                .text("name", "default")
                .text("arn", "arn:aws:config:" + region + ":" + account.id() + ":configuration-recorder/default")
                .json(
                        "recording_group",
                        "{\"AllSupported\": true, \"IncludeGlobalResourceTypes\": " + takesGlobal
                                + ", \"ResourceTypes\": [], \"ExclusionByResourceTypes\": null, \"RecordingStrategy\":"
                                + " {\"UseOnly\": \"ALL_SUPPORTED_RESOURCE_TYPES\"}}")
                .text(
                        "role_arn",
                        "arn:aws:iam::" + account.id()
                                + ":role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig")
                .flag("status_recording", !account.has(Planting.RECORDER_OFF, region))
                .json(
                        "status",
                        "{\"Name\": \"default\", \"LastStartTime\": \"2025-11-01T08:00:00Z\", \"LastStopTime\": null,"
                                + " \"Recording\": " + !account.has(Planting.RECORDER_OFF, region)
                                + ", \"LastStatus\": \"SUCCESS\", \"LastErrorCode\": null,"
                                + " \"LastErrorMessage\": null, \"LastStatusChangeTime\": \"" + now.minusSeconds(3600)
                                + "\"}")
                .add();
        String delivered = "{\"LastStatus\": \"SUCCESS\", \"LastErrorCode\": null, \"LastErrorMessage\": null,"
                + " \"LastAttemptTime\": \"" + now.minusSeconds(3600) + "\", \"LastSuccessfulTime\": \""
                + now.minusSeconds(3600) + "\", \"NextDeliveryTime\": null}";
        sheets.row("aws_config_delivery_channel", account, region)
                .text("name", "default")
                .text(
                        "s3_bucket_name",
                        account.has(Planting.CONFIG_STAYS_IN_ACCOUNT, region)
                                ? BucketRows.ownBucket(account)
                                : CONFIG_BUCKET)
                .json(
                        "status",
                        "{\"Name\": \"default\", \"ConfigSnapshotDeliveryInfo\": " + delivered
                                + ", \"ConfigHistoryDeliveryInfo\": " + delivered
                                + ", \"ConfigStreamDeliveryInfo\": {\"LastStatus\": \"SUCCESS\", \"LastErrorCode\": null,"
                                + " \"LastErrorMessage\": null, \"LastStatusChangeTime\": \"" + now.minusSeconds(3600)
                                + "\"}}")
                .add();
    }

    static String queryLog(DemoAccount account, int region) {
        return "rqlc-" + account.digits(22, region).substring(0, 16);
    }

    private void writeResolver(DemoAccount account, Sheets sheets, String region, int place) throws SQLException {
        String id = queryLog(account, place);
        sheets.row("aws_route53_resolver_query_log_config", account, region)
                .text("id", id)
                .text("name", "all-vpcs")
                .text(
                        "arn",
                        "arn:aws:route53resolver:" + region + ":" + account.id() + ":resolver-query-log-config/" + id)
                .text("status", "CREATED")
                .number("association_count", 1)
                .text(
                        "destination_arn",
                        "arn:aws:s3:::"
                                + (account.has(Planting.QUERY_LOG_STAYS, region)
                                        ? BucketRows.ownBucket(account)
                                        : "example-org-dns-logs"))
                .text("owner_id", account.id().value())
                .text("share_status", "NOT_SHARED")
                .time("creation_time", now.minus(Duration.ofDays(200)))
                .add();
    }
}
