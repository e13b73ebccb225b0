package io.muster.demo.world;

import io.muster.demo.world.Sheets.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Buckets: those of the log archive that everybody's logs go to, and those with data. */
final class BucketRows implements AccountRows {

    private static final String TRAILS = "arn:aws:cloudtrail:us-east-1:*:trail/*";

    /** How the names end of buckets of which a rule of the configuration tells what is in them. */
    private static final String EXPORTS = "-customer-exports";

    private final Instant now;
    private final int extra;

    BucketRows(Instant now, int extra) {
        this.now = now;
        this.extra = extra;
    }

    /** The first bucket of an account that is there for its data. */
    static String ownBucket(DemoAccount account) {
        return "example-" + account.id() + (account.isMember() ? "-data" : "-tools");
    }

    /** The bucket of which Macie alone tells that its data is sensitive. */
    static String uploads(DemoAccount account) {
        return "example-" + account.id() + "-uploads";
    }

    @Override
    public void write(DemoAccount account, Sheets sheets) throws SQLException {
        boolean isBlocked =
                !account.has(Planting.BUCKETS_MAY_BE_PUBLIC) && !account.has(Planting.TRAIL_BUCKET_AT_HOME_AND_OPEN);
        sheets.row("aws_s3_account_settings", account, "global")
                .flag("block_public_acls", true)
                .flag("block_public_policy", isBlocked)
                .flag("ignore_public_acls", true)
                .flag("restrict_public_buckets", isBlocked)
                .add();
        if (account.isLogArchive()) {
            trailBucket(account, sheets, TrailRows.BUCKET).add();
            logBucket(account, sheets, NetworkRows.FLOW_LOG_BUCKET).add();
            logBucket(account, sheets, DetectionRows.CONFIG_BUCKET).add();
        }
        if (account.has(Planting.TRAIL_BUCKET_AT_HOME)) {
            trailBucket(account, sheets, TrailRows.homeBucket(account)).add();
        }
        if (account.has(Planting.TRAIL_BUCKET_AT_HOME_AND_OPEN)) {
            writeOpenTrailBucket(account, sheets);
        }
        dataBucket(account, sheets, ownBucket(account), "confidential")
                .flag("versioning_enabled", !account.has(Planting.BUCKET_WITHOUT_VERSIONS))
                .json("replication", account.isMember() ? CopyRows.replication(account) : null)
                .add();
        if (account.isMember()) {
            String region = SiemRows.logRegion(account);
            sheets.tag(
                    account,
                    region,
                    "arn:aws:dynamodb:" + region + ":" + account.id() + ":table/customers",
                    "{\"DataClassification\": \"confidential\", "
                            + WorkloadRows.tags(account).substring(1));
        }
        for (int i = 0; account.isMember() && i < extra * 3 / 100; i++) {
            dataBucket(account, sheets, ownBucket(account) + "-" + i, "internal")
                    .add();
        }
        if (account.has(Planting.BUCKET_SENSITIVE_BY_RULE)) {
            bucket(account, sheets, "example-" + account.id() + EXPORTS)
                    .flag("versioning_enabled", false)
                    .add();
        }
        if (account.has(Planting.BUCKET_SENSITIVE_BY_MACIE)) {
            bucket(account, sheets, uploads(account))
                    .flag("versioning_enabled", false)
                    .add();
        }
        if (account.has(Planting.BUCKET_WITHOUT_DATA_CLASS)) {
            bucket(account, sheets, "example-" + account.id() + "-temp").add();
        }
    }

    private Row bucket(DemoAccount account, Sheets sheets, String name) throws SQLException {
        String region = SiemRows.logRegion(account);
        sheets.tag(account, region, "arn:aws:s3:::" + name, WorkloadRows.tags(account));
        return sheets.row("aws_s3_bucket", account, region)
                .text("name", name)
                .text("arn", "arn:aws:s3:::" + name)
                .time("creation_date", now.minus(Duration.ofDays(350)))
                .flag("bucket_policy_is_public", false)
                .flag("versioning_enabled", true)
                .flag("versioning_mfa_delete", false)
                .flag("block_public_acls", true)
                .flag("block_public_policy", true)
                .flag("ignore_public_acls", true)
                .flag("restrict_public_buckets", true)
                .json(
                        "server_side_encryption_configuration",
                        "{\"Rules\": [{\"ApplyServerSideEncryptionByDefault\": {\"SSEAlgorithm\": \"AES256\","
                                + " \"KMSMasterKeyID\": null}, \"BucketKeyEnabled\": true}]}")
                .json("event_notification_configuration", notification("null"))
                .json("tags", WorkloadRows.tags(account));
    }

    private Row dataBucket(DemoAccount account, Sheets sheets, String name, String dataClass) throws SQLException {
        String policy = plainPolicy(account, name);
        return bucket(account, sheets, name)
                .json("policy", policy)
                .json("policy_std", policy)
                .json("tags", "{\"DataClassification\": \"" + dataClass + "\", \"team\": \"" + account.team() + "\"}")
                .json(
                        "tags_src",
                        "[{\"Key\": \"DataClassification\", \"Value\": \"" + dataClass
                                + "\"}, {\"Key\": \"team\", \"Value\": \"" + account.team() + "\"}]");
    }

    /** Nobody without TLS; and somebody of another company, where that is planted. */
    private static String plainPolicy(DemoAccount account, String bucket) {
        String objects = "\"Resource\": [\"arn:aws:s3:::" + bucket + "/*\"]";
        String reader = account.has(Planting.BUCKET_READ_BY_A_STRANGER) && bucket.equals(ownBucket(account))
                ? ", {\"Sid\": \"Partner\", \"Effect\": \"Allow\", \"Principal\": {\"AWS\":"
                        + " [\"arn:aws:iam::987654321098:root\"]}, \"Action\": [\"s3:get*\"], " + objects + "}"
                : "";
        return "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Sid\": \"Tls\", \"Effect\": \"Deny\","
                + " \"Principal\": {\"AWS\": [\"*\"]}, \"Action\": [\"s3:*\"], " + objects
                + ", \"Condition\": {\"Bool\": {\"aws:securetransport\": [\"false\"]}}}" + reader + "]}";
    }

    private Row logBucket(DemoAccount account, Sheets sheets, String name) throws SQLException {
        return dataBucket(account, sheets, name, "internal")
                .json(
                        "object_lock_configuration",
                        "{\"ObjectLockEnabled\": \"Enabled\", \"Rule\": {\"DefaultRetention\": {\"Mode\": \"COMPLIANCE\","
                                + " \"Days\": 400, \"Years\": null}}}")
                .json("lifecycle_rules", lifecycle(2555));
    }

    private Row trailBucket(DemoAccount account, Sheets sheets, String name) throws SQLException {
        String policy = policy(
                name,
                ", \"Condition\": {\"StringLike\": {\"aws:sourcearn\": [\"" + TRAILS
                        + "\"]}, \"StringEquals\": {\"aws:sourceorgid\": [\"" + OrganizationRows.ORGANIZATION
                        + "\"]}}");
        String queue = SiemRows.queueArn(account, SiemRows.logRegion(account), SiemRows.TRAIL_QUEUE);
        return logBucket(account, sheets, name)
                .json("policy", policy)
                .json("policy_std", policy)
                .json(
                        "event_notification_configuration",
                        notification("[{\"Id\": \"siem\", \"QueueArn\": \"" + queue
                                + "\", \"Events\": [\"s3:ObjectCreated:*\"], \"Filter\": {\"Key\": {\"FilterRules\":"
                                + " [{\"Name\": \"Prefix\", \"Value\": \"AWSLogs/\"}]}}}]"));
    }

    /** No lock, a short life, any trail of anybody may write, and nobody hears of new records. */
    private void writeOpenTrailBucket(DemoAccount account, Sheets sheets) throws SQLException {
        String name = TrailRows.homeBucket(account);
        String policy = policy(name, "");
        dataBucket(account, sheets, name, "internal")
                .flag("versioning_enabled", false)
                .flag("block_public_policy", false)
                .json("server_side_encryption_configuration", "{\"Rules\": []}")
                .json("policy", policy)
                .json("policy_std", policy)
                .json("lifecycle_rules", lifecycle(30))
                .add();
    }

    private static String policy(String bucket, String condition) {
        String trail =
                "\"Effect\": \"Allow\", \"Principal\": {\"Service\": [\"cloudtrail.amazonaws.com\"]}, \"Action\": ";
        return "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Sid\": \"Acl\", " + trail
                + "[\"s3:getbucketacl\"], \"Resource\": [\"arn:aws:s3:::" + bucket + "\"]" + condition
                + "}, {\"Sid\": \"Write\", " + trail + "[\"s3:putobject\"], \"Resource\": [\"arn:aws:s3:::" + bucket
                + "/AWSLogs/*\"]" + condition + "}]}";
    }

    private static String lifecycle(int days) {
        return "[{\"Expiration\": {\"Date\": null, \"Days\": " + days
                + ", \"ExpiredObjectDeleteMarker\": null}, \"ID\": \"keep\", \"Prefix\": null, \"Filter\": {\"Prefix\":"
                + " \"\", \"Tag\": null, \"ObjectSizeGreaterThan\": null, \"ObjectSizeLessThan\": null, \"And\": null},"
                + " \"Status\": \"Enabled\", \"Transitions\": null, \"NoncurrentVersionTransitions\": null,"
                + " \"NoncurrentVersionExpiration\": null, \"AbortIncompleteMultipartUpload\": null}]";
    }

    private static String notification(String queues) {
        return "{\"TopicConfigurations\": null, \"QueueConfigurations\": " + queues
                + ", \"LambdaFunctionConfigurations\": null, \"EventBridgeConfiguration\": null}";
    }
}
