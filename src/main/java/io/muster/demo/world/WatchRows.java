package io.muster.demo.world;

import java.sql.SQLException;
import java.util.List;

/** What the security account has to watch the others with: exports, filters, lists, analyzers. */
final class WatchRows implements AccountRows {

    @Override
    public void write(DemoAccount account, Sheets sheets) throws SQLException {
        for (String region : account.regions()) {
            if (!account.has(Planting.NOBODY_HEARS_OF_TAMPERING)) {
                writeAlert(account, sheets, region);
            }
        }
        if (!account.has(Planting.HEALTH_EVENTS_UNHEARD)) {
            writeRule(account, sheets, "us-east-1", "health", "{\"source\": [\"aws.health\"]}");
        }
        if (account.isManagement() && !account.has(Planting.NOBODY_HEARS_OF_NEW_ACCOUNTS)) {
            writeRule(
                    account,
                    sheets,
                    "us-east-1",
                    "new-account",
                    "{\"source\": [\"aws.organizations\"], \"detail-type\": [\"AWS Service Event via CloudTrail\"],"
                            + " \"detail\": {\"eventName\": [\"CreateAccountResult\"]}}");
        }
        if (account.isMember()) {
            writeShield(account, sheets);
            writeIndexes(account, sheets);
            sheets.row("aws_cloudwatch_metric", account, "us-east-1")
                    .text("namespace", "AWS/Bedrock")
                    .text("metric_name", "Invocations")
                    .json("dimensions", "[{\"Name\": \"ModelId\", \"Value\": \"example.model-v1:0\"}]")
                    .add();
        }
        if (!account.isSecurity()) {
            return;
        }
        for (int i = 0; i < account.regions().size(); i++) {
            writeGuardDuty(account, sheets, account.regions().get(i), i);
            writeOthers(account, sheets, account.regions().get(i), i);
        }
        boolean gathersAll = !account.has(Planting.FINDINGS_NOT_GATHERED);
        String home = SiemRows.logRegion(account);
        sheets.row("aws_securityhub_finding_aggregator", account, home)
                .text(
                        "arn",
                        "arn:aws:securityhub:" + home + ":" + account.id() + ":finding-aggregator/"
                                + account.digits(60, 0))
                .text("finding_aggregation_region", home)
                .text("region_linking_mode", gathersAll ? "ALL_REGIONS" : "SPECIFIED_REGIONS")
                .json("regions", gathersAll ? null : "[\"us-east-1\"]")
                .add();
    }

    /** A rule for the calls by which intruders switch off what would record them. */
    private static void writeAlert(DemoAccount account, Sheets sheets, String region) throws SQLException {
        writeRule(
                account,
                sheets,
                region,
                "tampering",
                "{\"source\": [\"aws.cloudtrail\", \"aws.guardduty\", \"aws.ec2\", \"aws.config\"], \"detail-type\":"
                        + " [\"AWS API Call via CloudTrail\"], \"detail\": {\"eventName\": [\"StopLogging\","
                        + " \"DeleteTrail\", \"UpdateTrail\", \"PutEventSelectors\", \"DeleteDetector\","
                        + " \"UpdateDetector\", \"DeleteFlowLogs\", \"StopConfigurationRecorder\","
                        + " \"DeleteConfigurationRecorder\"]}}");
    }

    /** A rule that sends events to the security account. */
    private static void writeRule(DemoAccount account, Sheets sheets, String region, String name, String pattern)
            throws SQLException {
        sheets.row("aws_eventbridge_rule", account, region)
                .text("name", name)
                .text("arn", "arn:aws:events:" + region + ":" + account.id() + ":rule/" + name)
                .text("state", "ENABLED")
                .text("event_bus_name", "default")
                .json("event_pattern", pattern)
                .json(
                        "targets",
                        "[{\"Id\": \"bus\", \"Arn\": \"arn:aws:events:" + region
                                + ":222222222222:event-bus/alerts\", \"DeadLetterConfig\": null}]")
                .add();
    }

    private static void writeShield(DemoAccount account, Sheets sheets) throws SQLException {
        sheets.row("aws_shield_subscription", account, "global")
                .text("arn", "arn:aws:shield::" + account.id() + ":subscription")
                .text("proactive_engagement_status", account.has(Planting.SHIELD_CALLS_NOBODY) ? "DISABLED" : "ENABLED")
                .add();
    }

    private static void writeIndexes(DemoAccount account, Sheets sheets) throws SQLException {
        for (String region : List.of("us-east-1", SiemRows.logRegion(account))) {
            boolean isHome = region.equals("us-east-1") && !account.has(Planting.SEARCH_ENDS_AT_THE_REGION);
            sheets.row("aws_resource_explorer_index", account, region)
                    .text(
                            "arn",
                            "arn:aws:resource-explorer-2:" + region + ":" + account.id() + ":index/"
                                    + account.digits(90, account.regions().indexOf(region)))
                    .text("type", isHome ? "AGGREGATOR" : "LOCAL")
                    .add();
        }
    }

    private static void writeGuardDuty(DemoAccount account, Sheets sheets, String region, int place)
            throws SQLException {
        String detector = DetectionRows.detector(account, place);
        boolean isStopped = account.has(Planting.FINDINGS_NOT_EXPORTED, region);
        sheets.row("aws_guardduty_publishing_destination", account, region)
                .text("destination_id", account.digits(61, place))
                .text("detector_id", detector)
                .text("destination_type", "S3")
                .text("destination_arn", "arn:aws:s3:::example-org-guardduty")
                .text("kms_key_arn", "arn:aws:kms:" + region + ":" + account.id() + ":key/guardduty")
                .text("status", isStopped ? "UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY" : "PUBLISHING")
                .add();
        sheets.row("aws_guardduty_filter", account, region)
                .text("name", "vulnerability-scanner")
                .text("detector_id", detector)
                .text("action", "ARCHIVE")
                .number("rank", 1)
                .json(
                        "finding_criteria",
                        account.has(Planting.FINDINGS_SUPPRESSED, region)
                                ? "{\"Criterion\": {\"severity\": {\"Gte\": 4, \"Eq\": null}}}"
                                : "{\"Criterion\": {\"type\": {\"Eq\": [\"Recon:EC2/Portscan\"]},"
                                        + " \"resource.instanceDetails.tags.value\": {\"Eq\": [\"scanner\"]}}}")
                .json("tags", "{}")
                .add();
        sheets.row("aws_guardduty_ipset", account, region)
                .text("ipset_id", account.digits(62, place))
                .text("detector_id", detector)
                .text("name", "offices")
                .text("format", "TXT")
                .text("status", "ACTIVE")
                .text("location", "https://" + BucketRows.ownBucket(account) + ".s3.amazonaws.com/offices.txt")
                .json(
                        "tags",
                        account.has(Planting.TRUSTED_LIST_OF_NOBODY, region)
                                ? "{}"
                                : "{\"Owner\": \"security@example.com\"}")
                .add();
    }

    private static void writeOthers(DemoAccount account, Sheets sheets, String region, int place) throws SQLException {
        boolean watchesAll = !account.has(Planting.ANALYZER_OF_ONE_ACCOUNT, region);
        sheets.row("aws_accessanalyzer_analyzer", account, region)
                .text("name", "external-access")
                .text("arn", "arn:aws:access-analyzer:" + region + ":" + account.id() + ":analyzer/external-access")
                .text("type", watchesAll ? "ORGANIZATION" : "ACCOUNT")
                .text("status", "ACTIVE")
                .json("tags", "{}")
                .add();
        sheets.row("aws_inspector2_organization_configuration", account, region)
                .flag("ec2_auto_enable", true)
                .flag("ecr_auto_enable", !account.has(Planting.INSPECTOR_LEAVES_IMAGES, region))
                .flag("lambda_auto_enable", true)
                .flag("max_account_limit_reached", false)
                .add();
        sheets.row("aws_macie2_classification_job", account, region)
                .text("name", "once")
                .text("job_id", account.digits(63, place))
                .text("job_type", "ONE_TIME")
                .text("job_status", "COMPLETE")
                .json("last_run_error_status", "{\"Code\": \"NONE\"}")
                .add();
    }
}
