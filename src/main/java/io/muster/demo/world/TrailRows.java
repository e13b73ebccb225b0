package io.muster.demo.world;

import io.muster.demo.world.Sheets.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * CloudTrail: the organization's trail as its owner and as members see it, and accounts' own trails.
 *
 * <p>A trail of all regions stands in each region of an account, a trail of one region in that one. A member of the
 * organization sees the organization's trail too, but nothing that needs a call for it: those columns are null there.
 */
final class TrailRows implements AccountRows {

    static final String BUCKET = "example-org-cloudtrail";
    private static final String HOME = "us-east-1";
    private static final String ORGANIZATION_TRAIL = "organization-trail";
    private static final String OWN_TRAIL = "account-trail";

    private static final String MANAGEMENT = selector("management", field("eventCategory", "Equals", "Management"));

    private static final String EVENTS_OF_DATA = selector(
                    "objects",
                    field("eventCategory", "Equals", "Data"),
                    field("resources.type", "Equals", "AWS::S3::Object"),
                    field("resources.ARN", "NotStartsWith", "arn:aws:s3:::" + BUCKET + "/"))
            + ", "
            + selector(
                    "tables",
                    field("eventCategory", "Equals", "Data"),
                    field("resources.type", "Equals", "AWS::DynamoDB::Table"));

    private final DemoAccount management;
    private final DemoAccount archive;
    private final Instant now;

    TrailRows(List<DemoAccount> accounts, Instant now) {
        this.management = accounts.get(0);
        this.archive = accounts.get(2);
        this.now = now;
    }

    @Override
    public void write(DemoAccount account, Sheets sheets) throws SQLException {
        if (account.isSecurity()) {
            writeEventDataStore(account, sheets);
        }
        if (account.isLogArchive()) {
            writeTable(account, sheets, BUCKET, true);
        }
        if (account.has(Planting.TRAIL_BUCKET_AT_HOME_AND_OPEN)) {
            writeTable(account, sheets, homeBucket(account), false);
        }
        boolean hasOwnTrail =
                management.has(Planting.ORGANIZATION_TRAIL_COVERS_ONE_REGION) && !account.has(Planting.NO_TRAIL);
        for (String region : account.regions()) {
            if (region.equals(HOME) || !management.has(Planting.ORGANIZATION_TRAIL_COVERS_ONE_REGION)) {
                writeOrganizationTrail(account, sheets, region);
            }
            if (hasOwnTrail && (region.equals(HOME) || !account.has(Planting.TRAIL_OF_ONE_REGION))) {
                writeOwnTrail(account, sheets, region);
            }
        }
    }

    /** The security account searches in CloudTrail Lake. */
    private static void writeEventDataStore(DemoAccount account, Sheets sheets) throws SQLException {
        String region = SiemRows.logRegion(account);
        sheets.row("aws_cloudtrail_event_data_store", account, region)
                .text("name", "search")
                .text(
                        "arn",
                        "arn:aws:cloudtrail:" + region + ":" + account.id() + ":eventdatastore/"
                                + account.digits(82, 0))
                .text("status", "ENABLED")
                .flag("multi_region_enabled", true)
                .flag("organization_enabled", false)
                .number("retention_period", 2557)
                .flag("termination_protection_enabled", !account.has(Planting.STORE_MAY_BE_TERMINATED))
                .json("advanced_event_selectors", "[" + MANAGEMENT + "]")
                .add();
    }

    /** A table for searches in the logs of a bucket. */
    private static void writeTable(DemoAccount account, Sheets sheets, String bucket, boolean isProjected)
            throws SQLException {
        sheets.row("aws_glue_catalog_table", account, SiemRows.logRegion(account))
                .text("catalog_id", account.id().value())
                .text("database_name", "default")
                .text("name", "cloudtrail_logs")
                .text("table_type", "EXTERNAL_TABLE")
                .json("parameters", isProjected ? "{\"projection.enabled\": \"true\"}" : "{\"EXTERNAL\": \"TRUE\"}")
                .json("partition_keys", isProjected ? "[{\"Name\": \"day\", \"Type\": \"string\"}]" : "[]")
                .json(
                        "storage_descriptor",
                        "{\"InputFormat\": \"com.amazon.emr.cloudtrail.CloudTrailInputFormat\", \"Location\": \"s3://"
                                + bucket + "/AWSLogs/\"}")
                .add();
    }

    private void writeOrganizationTrail(DemoAccount account, Sheets sheets, String region) throws SQLException {
        boolean coversAll = !management.has(Planting.ORGANIZATION_TRAIL_COVERS_ONE_REGION);
        Row row = trail(account, sheets, region, management, ORGANIZATION_TRAIL)
                .text("s3_bucket_name", BUCKET)
                .flag("is_organization_trail", true)
                .flag("is_multi_region_trail", coversAll)
                .flag("include_global_service_events", coversAll)
                .flag("log_file_validation_enabled", true)
                .text("log_group_arn", "arn:aws:logs:" + HOME + ":" + management.id() + ":log-group:history:*")
                .text("kms_key_id", WorkloadRows.keyArn(archive, SiemRows.logRegion(archive)));
        if (account.isManagement()) {
            row.time("latest_cloudwatch_logs_delivery_time", now.minus(Duration.ofMinutes(5)));
            row.flag("is_logging", true)
                    .json(
                            "advanced_event_selectors",
                            coversAll ? "[" + MANAGEMENT + ", " + EVENTS_OF_DATA + "]" : "[" + MANAGEMENT + "]")
                    .text("latest_delivery_error", "")
                    .time("latest_digest_delivery_time", now.minus(Duration.ofMinutes(40)))
                    .text("latest_digest_delivery_error", "");
            times(row);
        }
        row.add();
    }

    private void writeOwnTrail(DemoAccount account, Sheets sheets, String region) throws SQLException {
        boolean isStopped = account.has(Planting.TRAIL_STOPPED);
        boolean isDigestLate = account.has(Planting.TRAIL_DIGEST_LATE);
        Row row = trail(account, sheets, region, account, OWN_TRAIL)
                .text("s3_bucket_name", bucket(account))
                .flag("is_organization_trail", false)
                .flag("is_multi_region_trail", !account.has(Planting.TRAIL_OF_ONE_REGION))
                .flag(
                        "include_global_service_events",
                        !account.has(Planting.TRAIL_WITHOUT_GLOBAL_EVENTS)
                                && !account.has(Planting.TRAIL_OF_ONE_REGION))
                .flag("log_file_validation_enabled", !account.has(Planting.TRAIL_UNSIGNED))
                .flag("is_logging", !isStopped)
                .text("latest_delivery_error", account.has(Planting.TRAIL_CANNOT_DELIVER) ? "AccessDenied" : "")
                .time(
                        "latest_digest_delivery_time",
                        now.minus(isDigestLate ? Duration.ofDays(3) : Duration.ofMinutes(50)))
                .text("latest_digest_delivery_error", isDigestLate ? "KMS.DisabledException" : "");
        if (account.has(Planting.TRAIL_LOG_GROUP_LOST)) {
            row.text("log_group_arn", "arn:aws:logs:" + HOME + ":" + account.id() + ":log-group:history:*")
                    .time("latest_cloudwatch_logs_delivery_time", now.minus(Duration.ofDays(20)))
                    .text("latest_cloudwatch_logs_delivery_error", "Access denied.");
        }
        if (account.has(Planting.TRAIL_KEY_DISABLED) || account.has(Planting.TRAIL_KEY_FOR_ANYBODY)) {
            row.text("kms_key_id", WorkloadRows.keyArn(account, HOME));
        }
        times(row);
        if (isStopped) {
            row.time("stop_logging_time", now.minus(Duration.ofDays(9)));
        }
        selectors(account, row);
        row.add();
    }

    /** Where the account's own trail writes to. */
    private static String bucket(DemoAccount account) {
        if (account.has(Planting.TRAIL_OF_A_STRANGER)) {
            return "collector-of-a-former-vendor";
        }
        return hasBucketAtHome(account) ? homeBucket(account) : BUCKET;
    }

    static boolean hasBucketAtHome(DemoAccount account) {
        return account.has(Planting.TRAIL_BUCKET_AT_HOME) || account.has(Planting.TRAIL_BUCKET_AT_HOME_AND_OPEN);
    }

    static String homeBucket(DemoAccount account) {
        return "example-" + account.id() + "-trail";
    }

    /** Most accounts' own trails have advanced selectors, some have classic ones. */
    private static void selectors(DemoAccount account, Row row) {
        boolean takesObjects = !account.has(Planting.TRAIL_WITHOUT_OBJECTS)
                && !account.has(Planting.TRAIL_OF_ONE_REGION)
                && !account.has(Planting.TRAIL_BUCKET_AT_HOME);
        if (account.has(Planting.TRAIL_WITHOUT_READS)) {
            row.json("event_selectors", classic("WriteOnly", takesObjects, "null"));
        } else if (account.has(Planting.TRAIL_WITHOUT_KMS)) {
            row.json("event_selectors", classic("All", takesObjects, "[\"kms.amazonaws.com\"]"));
        } else if (account.index() % 2 == 0 && !account.isLogArchive()) {
            row.json("event_selectors", classic("All", takesObjects, "[]"));
        } else {
            row.json(
                    "advanced_event_selectors",
                    takesObjects ? "[" + MANAGEMENT + ", " + EVENTS_OF_DATA + "]" : "[" + MANAGEMENT + "]");
        }
    }

    private static String classic(String kinds, boolean takesObjects, String excluded) {
        String objects = "{\"Type\": \"AWS::S3::Object\", \"Values\": [\"arn:aws:s3\"]},"
                + " {\"Type\": \"AWS::DynamoDB::Table\", \"Values\": [\"arn:aws:dynamodb\"]}";
        return "[{\"ReadWriteType\": \"" + kinds + "\", \"IncludeManagementEvents\": true, \"DataResources\": ["
                + (takesObjects ? objects : "") + "], \"ExcludeManagementEventSources\": " + excluded + "}]";
    }

    private static String selector(String name, String... fields) {
        return "{\"Name\": \"" + name + "\", \"FieldSelectors\": [" + String.join(", ", fields) + "]}";
    }

    private static String field(String name, String operator, String value) {
        StringBuilder field = new StringBuilder("{\"Field\": \"" + name + "\"");
        for (String one : List.of("Equals", "StartsWith", "EndsWith", "NotEquals", "NotStartsWith", "NotEndsWith")) {
            field.append(", \"")
                    .append(one)
                    .append("\": ")
                    .append(one.equals(operator) ? "[\"" + value + "\"]" : "null");
        }
        return field.append('}').toString();
    }

    private static Row trail(DemoAccount account, Sheets sheets, String region, DemoAccount owner, String name) {
        return sheets.row("aws_cloudtrail_trail", account, region)
                .text("name", name)
                .text("arn", "arn:aws:cloudtrail:" + HOME + ":" + owner.id() + ":trail/" + name)
                .text("home_region", HOME)
                .flag("has_custom_event_selectors", true)
                .flag("has_insight_selectors", false);
    }

    private void times(Row row) {
        row.time("latest_delivery_time", now.minus(Duration.ofMinutes(4)))
                .time("start_logging_time", now.minus(Duration.ofDays(390)))
                .json("tags", "{}");
    }
}
