package io.muster.demo.world;

import io.muster.catalog.QuerySpec;
import io.muster.demo.world.Tripwire.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A reason why something in an account cannot be read, or can be read only with care. */
enum Trouble {
    /** The connection is there, but its credentials are of no use. */
    CREDENTIALS_ARE_DEAD(null, false),
    /** The connection asks only some of the enabled regions. */
    REGION_IS_NOT_COVERED(null, false),
    FLOW_LOGS_DENIED_IN_A_REGION("aws_vpc_flow_log", true),
    TRAILS_DENIED_IN_A_REGION("aws_cloudtrail_trail", true),
    FUNCTIONS_THROTTLED_IN_A_REGION("aws_lambda_function", true),
    SNAPSHOTS_HANG_IN_A_REGION("aws_ebs_snapshot", true),
    /** Config is refused in a region, and every second time the others' rows come without an error. */
    RECORDERS_LOSE_A_REGION("aws_config_configuration_recorder", true),
    /** A call for each user is refused, and every second time there is neither row nor error. */
    ACCESS_KEYS_LOSE_ALL_ROWS("aws_iam_access_key", false),
    /** A call for each bucket is refused; only queries that select the tags notice. */
    BUCKET_TAGS_DENIED("aws_s3_bucket", false),
    /** Throttled the first time; nothing is lost for who asks again. */
    INSTANCES_THROTTLED_ONCE("aws_ec2_instance", true),
    /** The connection breaks the first time. */
    KEYS_RESET_ONCE("aws_kms_key", true);

    private static final Pattern TAGS = Pattern.compile("\\btags(_src)?\\b");

    private final @Nullable String table;
    private final boolean inOneRegion;

    Trouble(@Nullable String table, boolean inOneRegion) {
        this.table = table;
        this.inOneRegion = inOneRegion;
    }

    /** The region that goes wrong, where only one does. */
    static String region(DemoAccount account) {
        return account.regions().get(1);
    }

    /** The region that the connection leaves out. */
    static String uncovered(DemoAccount account) {
        return account.regions().get(0);
    }

    /** Whether it makes the query unreadable for the account, at least in part. */
    boolean spoils(QuerySpec query) {
        return switch (this) {
            case CREDENTIALS_ARE_DEAD -> !query.isSiem();
            case REGION_IS_NOT_COVERED -> query.regional() && query.isSql();
            case INSTANCES_THROTTLED_ONCE, KEYS_RESET_ONCE -> false;
            case BUCKET_TAGS_DENIED ->
                reads(query) && query.sql() != null && TAGS.matcher(query.sql()).find();
            case FLOW_LOGS_DENIED_IN_A_REGION,
                    TRAILS_DENIED_IN_A_REGION,
                    FUNCTIONS_THROTTLED_IN_A_REGION,
                    SNAPSHOTS_HANG_IN_A_REGION,
                    RECORDERS_LOSE_A_REGION,
                    ACCESS_KEYS_LOSE_ALL_ROWS -> reads(query);
        };
    }

    private boolean reads(QuerySpec query) {
        return table != null && query.tables().contains(table);
    }

    /** Whether only one region is concerned, and the rest can be read. */
    boolean isInOneRegion() {
        return inOneRegion || this == REGION_IS_NOT_COVERED;
    }

    List<Tripwire> tripwires(DemoAccount account, SteampipeTables tables) {
        return switch (this) {
            case CREDENTIALS_ARE_DEAD -> everywhere(account, tables);
            case REGION_IS_NOT_COVERED -> List.of();
            case FLOW_LOGS_DENIED_IN_A_REGION ->
                one(
                        account,
                        Kind.FAILING,
                        Refusal.EC2.denied(account, "EC2", "DescribeFlowLogs", "ec2:DescribeFlowLogs"));
            case TRAILS_DENIED_IN_A_REGION ->
                one(
                        account,
                        Kind.FAILING,
                        Refusal.JSON.denied(account, "CloudTrail", "DescribeTrails", "cloudtrail:DescribeTrails"));
            case FUNCTIONS_THROTTLED_IN_A_REGION ->
                one(account, Kind.FAILING, Refusal.JSON.throttled("Lambda", "ListFunctions"));
            case SNAPSHOTS_HANG_IN_A_REGION -> one(account, Kind.HANGING, Refusal.hung("EC2", "DescribeSnapshots"));
            case RECORDERS_LOSE_A_REGION ->
                one(
                        account,
                        Kind.LOSING,
                        Refusal.JSON.denied(
                                account,
                                "Config Service",
                                "DescribeConfigurationRecorders",
                                "config:DescribeConfigurationRecorders"));
            case ACCESS_KEYS_LOSE_ALL_ROWS ->
                one(account, Kind.LOSING, Refusal.QUERY.denied(account, "IAM", "ListAccessKeys", "iam:ListAccessKeys"));
            case BUCKET_TAGS_DENIED ->
                one(
                        account,
                        Kind.HYDRATING,
                        Refusal.perRow("aws_s3_bucket", "tags_src", "getBucketTagging", "S3", "GetBucketTagging"));
            case INSTANCES_THROTTLED_ONCE ->
                one(account, Kind.RECOVERING, Refusal.EC2.throttled("EC2", "DescribeInstances"));
            case KEYS_RESET_ONCE ->
                one(
                        account,
                        Kind.RECOVERING,
                        Refusal.reset("KMS", "ListKeys", "kms." + region(account) + ".amazonaws.com"));
        };
    }

    private List<Tripwire> one(DemoAccount account, Kind kind, String error) {
        return table == null
                ? List.of()
                : List.of(Tripwire.of(table, account, inOneRegion ? region(account) : null, kind, error));
    }

    private static List<Tripwire> everywhere(DemoAccount account, SteampipeTables tables) {
        List<Tripwire> tripwires = new ArrayList<>();
        for (SteampipeTables.Table table : tables.all()) {
            if (table.regional()) {
                account.regions()
                        .forEach(region -> tripwires.add(
                                Tripwire.of(table.name(), account, region, Kind.FAILING, Refusal.deadCredentials())));
            } else {
                tripwires.add(Tripwire.of(table.name(), account, null, Kind.FAILING, Refusal.deadCredentials()));
            }
        }
        return tripwires;
    }
}
