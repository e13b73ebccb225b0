package io.muster.demo.world;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** What containment of hosts and disks needs: agents that answer, disks with their keys, settings of regions. */
final class HostRows implements AccountRows {

    /** Stands apart from the keys of workloads in the ids of keys. */
    private static final int KEY_OF_AWS = 9_000;

    private final Instant now;
    private final int extra;

    HostRows(Instant now, int extra) {
        this.now = now;
        this.extra = extra;
    }

    @Override
    public void write(DemoAccount account, Sheets sheets) throws SQLException {
        sheets.row("aws_account_contact", account, "global")
                .text("full_name", "Cloud Platform")
                .text("company_name", "Example")
                .text("phone_number", account.has(Planting.CONTACT_WITHOUT_COUNTRY) ? "555 0100" : "+1 555 0100")
                .text("country_code", "US")
                .add();
        for (int i = 0; i < account.regions().size(); i++) {
            writeRegion(account, sheets, account.regions().get(i), i);
        }
    }

    private void writeRegion(DemoAccount account, Sheets sheets, String region, int place) throws SQLException {
        sheets.row("aws_ec2_regional_settings", account, region)
                .flag("default_ebs_encryption_enabled", true)
                .text(
                        "snapshot_block_public_access_state",
                        account.has(Planting.SNAPSHOTS_MAY_BE_PUBLIC, region) ? "unblocked" : "block-all-sharing")
                .add();
        if (!account.isMember()) {
            return;
        }
        writePeering(account, sheets, region, place);
        writeAttachment(account, sheets, region, place);
        boolean isAwsKey = account.has(Planting.DISKS_UNDER_KEY_OF_AWS, region);
        String key = key(account, region, place, isAwsKey ? KEY_OF_AWS : 0);
        if (isAwsKey) {
            sheets.row("aws_kms_key", account, region)
                    .text("id", key.substring(key.lastIndexOf('/') + 1))
                    .text("arn", key)
                    .text("key_manager", "AWS")
                    .text("aws_account_id", account.id().value())
                    .flag("enabled", true)
                    .text("key_state", "Enabled")
                    .time("creation_date", now.minus(Duration.ofDays(900)))
                    .add();
        }
        int instances = NetworkRows.instances(account, extra);
        for (int i = 0; i < instances; i++) {
            String instance = NetworkRows.instance(account, place, i);
            if (i > 0 || !account.has(Planting.INSTANCE_WITHOUT_AGENT, region)) {
                sheets.row("aws_ssm_managed_instance", account, region)
                        .text("instance_id", instance)
                        .text("ping_status", "Online")
                        .text("agent_version", "3.3.1957.0")
                        .text("platform_name", "Amazon Linux")
                        .time("last_ping_date_time", now.minus(Duration.ofMinutes(3)))
                        .add();
            }
            sheets.row("aws_ebs_volume", account, region)
                    .text("volume_id", "vol-0" + account.digits(32, place * 100_000 + i))
                    .text("state", "in-use")
                    .flag("encrypted", true)
                    .text("kms_key_id", key)
                    .number("size", 100)
                    .json("attachments", "[{\"InstanceId\": \"" + instance + "\", \"State\": \"attached\"}]")
                    .add();
        }
    }

    /** Two networks that are joined: both of the account, or one of somebody else. */
    private static void writePeering(DemoAccount account, Sheets sheets, String region, int place) throws SQLException {
        String accepter = account.has(Planting.PEERED_WITH_A_STRANGER, region)
                ? "987654321098"
                : account.id().value();
        sheets.row("aws_vpc_peering_connection", account, region)
                .text("id", "pcx-0" + account.digits(11, place))
                .text("status_code", "active")
                .text("requester_owner_id", account.id().value())
                .text("requester_region", region)
                .text("requester_vpc_id", NetworkRows.vpc(account, place))
                .text("accepter_owner_id", accepter)
                .text("accepter_region", region)
                .text("accepter_vpc_id", "vpc-0" + account.digits(12, place))
                .add();
    }

    /** The network hangs on a transit gateway of its account, or on one of somebody else. */
    private static void writeAttachment(DemoAccount account, Sheets sheets, String region, int place)
            throws SQLException {
        String owner = account.has(Planting.TRANSIT_GATEWAY_OF_A_STRANGER, region)
                ? "987654321098"
                : account.id().value();
        sheets.row("aws_ec2_transit_gateway_vpc_attachment", account, region)
                .text("transit_gateway_attachment_id", "tgw-attach-0" + account.digits(43, place))
                .text("transit_gateway_id", "tgw-0" + account.digits(44, place))
                .text("transit_gateway_owner_id", owner)
                .text("state", "available")
                .text("resource_id", NetworkRows.vpc(account, place))
                .text("resource_type", "vpc")
                .text("resource_owner_id", account.id().value())
                .add();
    }

    private static String key(DemoAccount account, String region, int place, int number) {
        return "arn:aws:kms:" + region + ":" + account.id() + ":key/" + WorkloadRows.keyId(account, place, number);
    }
}
