package io.muster.demo.world;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** What copies of data are made of and kept in: machine images, tables, vaults of backups. */
final class CopyRows implements AccountRows {

    private static final String STRANGER = "987654321098";

    private final Instant now;

    CopyRows(Instant now) {
        this.now = now;
    }

    /** A bucket copies itself to another of its account, or to one of somebody else. */
    static String replication(DemoAccount account) {
        String destination = account.has(Planting.BUCKET_COPIED_TO_A_STRANGER)
                ? "{\"Bucket\": \"arn:aws:s3:::partner-data\", \"Account\": \"" + STRANGER + "\"}"
                : "{\"Bucket\": \"arn:aws:s3:::" + BucketRows.ownBucket(account) + "\", \"Account\": null}";
        return "{\"Role\": \"arn:aws:iam::" + account.id()
                + ":role/service/replication\", \"Rules\": [{\"ID\": \"all\","
                + " \"Status\": \"Enabled\", \"Priority\": 1, \"Destination\": " + destination + "}]}";
    }

    @Override
    public void write(DemoAccount account, Sheets sheets) throws SQLException {
        if (!account.isMember()) {
            return;
        }
        for (int i = 0; i < account.regions().size(); i++) {
            writeRegion(account, sheets, account.regions().get(i), i);
        }
    }

    private void writeRegion(DemoAccount account, Sheets sheets, String region, int place) throws SQLException {
        boolean isShared = account.has(Planting.IMAGE_IS_SHARED, region);
        sheets.row("aws_ec2_ami", account, region)
                .text("image_id", "ami-0" + account.digits(9, place))
                .text("name", "workload")
                .text("state", "available")
                .text("owner_id", account.id().value())
                .flag("public", false)
                .time("creation_date", now.minus(Duration.ofDays(120)))
                .json("launch_permissions", isShared ? "[{\"Group\": \"\", \"UserId\": \"" + STRANGER + "\"}]" : "[]")
                .add();
        String status = account.has(Planting.TABLE_NOT_RESTORABLE, region) ? "DISABLED" : "ENABLED";
        sheets.row("aws_dynamodb_table", account, region)
                .text("name", "customers")
                .text("arn", "arn:aws:dynamodb:" + region + ":" + account.id() + ":table/customers")
                .text("table_status", "ACTIVE")
                .json("point_in_time_recovery_description", "{\"PointInTimeRecoveryStatus\": \"" + status + "\"}")
                .add();
        sheets.row("aws_backup_vault", account, region)
                .text("name", "main")
                .text("arn", "arn:aws:backup:" + region + ":" + account.id() + ":backup-vault:main")
                .flag("locked", !account.has(Planting.VAULT_NOT_LOCKED, region))
                .number("min_retention_days", 30)
                .number("number_of_recovery_points", 35)
                .add();
    }
}
