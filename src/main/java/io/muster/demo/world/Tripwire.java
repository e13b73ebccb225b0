package io.muster.demo.world;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that spoils each scan which meets it, as a refused or hanging call of AWS spoils a scan of Steampipe.
 *
 * @param table the Steampipe table
 * @param account the account whose connection is asked
 * @param region the region that fails; null for a table that is not asked region by region
 * @param error what the error says, {@code {request}} being new each time
 */
record Tripwire(String table, DemoAccount account, @Nullable String region, Kind kind, String error) {

    /** Columns that need a call for each row, and that a {@link Kind#HYDRATING} tripwire spoils. */
    static final Map<String, List<String>> HYDRATED = Map.of("aws_s3_bucket", List.of("tags", "tags_src"));

    /** What happens to a scan. */
    enum Kind {
        /** It fails, always. */
        FAILING,
        /** It fails the first time only, as a throttled call does that is asked again later. */
        RECOVERING,
        /** It says nothing for a minute, unless the statement is cancelled, and then fails. */
        HANGING,
        /** Every first, third, fifth … scan loses the error and ends as if nothing were there; the others fail. */
        LOSING,
        /** It fails if it selects a column that needs the refused call for each row. */
        HYDRATING;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether rows of the same table and region are not there for a scan that ends without an error. */
        boolean hidesRows() {
            return switch (this) {
                case FAILING, HANGING, LOSING -> true;
                case RECOVERING, HYDRATING -> false;
            };
        }
    }

    Tripwire {
        requireNonNull(table, "table is null");
        requireNonNull(account, "account is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(error, "error is null");
    }

    static Tripwire of(String table, DemoAccount account, @Nullable String region, Kind kind, String error) {
        return new Tripwire(table, account, region, kind, error);
    }

    /** Values without which a condition of a query would keep the row away from its tripwire; a row for each map. */
    List<Map<String, String>> lures() {
        return table.equals("aws_organizations_policy")
                ? List.of(Map.of("type", "SERVICE_CONTROL_POLICY"), Map.of("type", "TAG_POLICY"))
                : List.of(lure());
    }

    private Map<String, String> lure() {
        return switch (table) {
            case "aws_account_alternate_contact" -> Map.of("contact_type", "SECURITY");
            case "aws_cloudtrail_event_data_store" -> Map.of("organization_enabled", "t");
            case "aws_cloudtrail_trail" -> Map.of("home_region", String.valueOf(region), "is_organization_trail", "t");
            case "aws_ebs_snapshot", "aws_ec2_ami" ->
                Map.of(
                        "owner_id",
                        account.id().value(),
                        "account_id",
                        account.id().value());
            case "aws_ec2_launch_template_version" -> Map.of("default_version", "t");
            case "aws_cloudwatch_metric" -> Map.of("namespace", "AWS/Bedrock", "metric_name", "Invocations");
            case "aws_glue_catalog_table" ->
                Map.of("storage_descriptor", "{\"Location\": \"s3://bucket/AWSLogs/1/CloudTrail\"}");
            case "aws_iam_policy" -> Map.of("is_aws_managed", "f", "is_attached", "t");
            case "aws_iam_role" -> Map.of("path", "/");
            case "aws_rds_db_cluster_snapshot", "aws_rds_db_snapshot" -> Map.of("type", "manual");
            default -> Map.of();
        };
    }

    /** Whether a row of this table, account and region stands behind it. */
    boolean covers(String otherTable, DemoAccount other, String otherRegion) {
        return account == other && table.equals(otherTable) && (region == null || region.equals(otherRegion));
    }
}
