package io.muster.demo.world;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** VPCs with their flow logs, and what stands in them: interfaces, addresses, security groups, instances. */
final class NetworkRows implements AccountRows {

    static final String FLOW_LOG_BUCKET = "example-org-flow-logs";

    static final String FORMAT = "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport}"
            + " ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status} ${vpc-id}"
            + " ${subnet-id} ${instance-id} ${tcp-flags} ${type} ${pkt-srcaddr} ${pkt-dstaddr} ${region} ${az-id}"
            + " ${pkt-src-aws-service} ${pkt-dst-aws-service} ${flow-direction} ${traffic-path}";

    private static final String DEFAULT_FORMAT = FORMAT.substring(0, FORMAT.indexOf(" ${vpc-id}"));

    /** Stands for the region in ids of a VPC in which nothing runs. */
    private static final int UNUSED = 900;

    /** Stands apart from the groups of workloads in its id. */
    private static final int DEFAULT_GROUP = 9_003;

    private final Instant now;
    private final int extra;

    NetworkRows(Instant now, int extra) {
        this.now = now;
        this.extra = extra;
    }

    @Override
    public void write(DemoAccount account, Sheets sheets) throws SQLException {
        for (int i = 0; i < account.regions().size(); i++) {
            writeRegion(account, sheets, account.regions().get(i), i);
        }
    }

    static String vpc(DemoAccount account, int region) {
        return "vpc-0" + account.digits(1, region);
    }

    static String subnet(DemoAccount account, int region) {
        return "subnet-0" + account.digits(2, region);
    }

    static String securityGroup(DemoAccount account, int region, int number) {
        return "sg-0" + account.digits(3, region * 10_000 + number);
    }

    private static String address(DemoAccount account, int region, int number) {
        return "10." + account.index() % 250 + "." + (region * 32 + number / 250 % 32) + "." + (number % 250 + 4);
    }

    private void writeRegion(DemoAccount account, Sheets sheets, String region, int place) throws SQLException {
        String arn = "arn:aws:ec2:" + region + ":" + account.id() + ":";
        String vpc = vpc(account, place);
        String tags = "{\"Name\": \"main\", \"team\": \"" + account.team() + "\"}";
        sheets.row("aws_vpc", account, region)
                .text("vpc_id", vpc)
                .text("arn", arn + "vpc/" + vpc)
                .text("cidr_block", "10." + account.index() % 250 + "." + place * 32 + ".0/19")
                .text("state", "available")
                .flag("is_default", false)
                .text("owner_id", account.id().value())
                .text("instance_tenancy", "default")
                .json("tags", tags)
                .add();
        String subnet = subnet(account, place);
        sheets.row("aws_vpc_subnet", account, region)
                .text("subnet_id", subnet)
                .text("subnet_arn", arn + "subnet/" + subnet)
                .text("vpc_id", vpc)
                .text("cidr_block", "10." + account.index() % 250 + "." + place * 32 + ".0/19")
                .text("state", "available")
                .text("owner_id", account.id().value())
                .text("availability_zone", region + "a")
                .text("availability_zone_id", "az1")
                .flag("default_for_az", false)
                .flag("map_public_ip_on_launch", false)
                .json("tags", tags)
                .add();
        if (!account.has(Planting.VPC_WITHOUT_FLOW_LOG, region)) {
            writeFlowLog(account, sheets, region, place, vpc);
        }
        if (account.hasUnusedVpc() && place == account.regions().size() - 1) {
            writeUnusedVpc(account, sheets, region, arn);
        }
        int enis = 2 + extra * 22 / 100 / account.regions().size();
        int instances = instances(account, extra);
        int groups = 1 + extra * 8 / 100 / account.regions().size();
        for (int i = 0; i < groups; i++) {
            writeSecurityGroup(account, sheets, region, place, i, arn, vpc);
        }
        writeDefaultGroup(account, sheets, region, place);
        writeNetworkAcl(account, sheets, region, place);
        for (int i = 0; i < enis; i++) {
            boolean isAttached = i < instances;
            writeInterface(account, sheets, region, place, i, isAttached, i % groups);
            if (isAttached) {
                sheets.tag(
                        account,
                        region,
                        arn + "instance/" + instance(account, place, i),
                        "{\"team\": \"" + account.team() + "\"}");
                writeInstance(account, sheets, region, place, i, arn, vpc);
            }
        }
        if (instances == 0) {
            return;
        }
        writeTemplate(account, sheets, region, place);
        String eip = "eipalloc-0" + account.digits(6, place);
        sheets.row("aws_vpc_eip", account, region)
                .text("allocation_id", eip)
                .text("arn", arn + "eip/" + eip)
                .text("public_ip", publicAddress(account, place))
                .text("domain", "vpc")
                .text("network_interface_id", eni(account, place, 0))
                .text("network_interface_owner_id", account.id().value())
                .text("instance_id", instance(account, place, 0))
                .text("private_ip_address", address(account, place, 0))
                .text("association_id", "eipassoc-0" + account.digits(7, place))
                .json("tags", tags)
                .add();
    }

    /** A launch template whose first version was careless and whose default version is not, or still is. */
    private void writeTemplate(DemoAccount account, Sheets sheets, String region, int place) throws SQLException {
        boolean isOld = account.has(Planting.TEMPLATE_WITH_OLD_METADATA, region);
        for (int version = 1; version <= 2; version++) {
            String tokens = version == 1 ? "optional" : "required";
            sheets.row("aws_ec2_launch_template_version", account, region)
                    .text("launch_template_id", "lt-0" + account.digits(10, place))
                    .text("launch_template_name", "workload")
                    .number("version_number", version)
                    .flag("default_version", version == (isOld ? 1 : 2))
                    .text("image_id", "ami-0" + account.digits(9, 0))
                    .text("instance_type", "m7g.large")
                    .time("create_time", now.minus(Duration.ofDays(300 - 100L * version)))
                    .json(
                            "launch_template_data",
                            "{\"ImageId\": \"ami-0" + account.digits(9, 0)
                                    + "\", \"InstanceType\": \"m7g.large\", \"MetadataOptions\": {\"HttpEndpoint\":"
                                    + " \"enabled\", \"HttpTokens\": \"" + tokens
                                    + "\", \"HttpPutResponseHopLimit\": 2}}")
                    .add();
        }
    }

    /** A default VPC that nobody has used or removed. */
    private void writeUnusedVpc(DemoAccount account, Sheets sheets, String region, String arn) throws SQLException {
        String vpc = vpc(account, UNUSED);
        sheets.row("aws_vpc", account, region)
                .text("vpc_id", vpc)
                .text("arn", arn + "vpc/" + vpc)
                .text("cidr_block", "172.31.0.0/16")
                .text("state", "available")
                .flag("is_default", true)
                .text("owner_id", account.id().value())
                .text("instance_tenancy", "default")
                .json("tags", "{}")
                .add();
        if (!account.has(Planting.UNUSED_VPC_WITHOUT_FLOW_LOG)) {
            writeFlowLog(account, sheets, region, account.regions().indexOf(region), vpc);
        }
    }

    /** The group that AWS makes with each VPC: emptied, or as it came. */
    private static void writeDefaultGroup(DemoAccount account, Sheets sheets, String region, int place)
            throws SQLException {
        String id = securityGroup(account, place, DEFAULT_GROUP);
        String rules = account.has(Planting.DEFAULT_GROUP_OPEN, region)
                ? "[{\"FromPort\": null, \"ToPort\": null, \"IpProtocol\": \"-1\", \"IpRanges\": [], \"Ipv6Ranges\": [],"
                        + " \"PrefixListIds\": [], \"UserIdGroupPairs\": [{\"GroupId\": \"" + id + "\", \"UserId\": \""
                        + account.id() + "\"}]}]"
                : "[]";
        sheets.row("aws_vpc_security_group", account, region)
                .text("group_name", "default")
                .text("group_id", id)
                .text("arn", "arn:aws:ec2:" + region + ":" + account.id() + ":security-group/" + id)
                .text("description", "default VPC security group")
                .text("vpc_id", vpc(account, place))
                .text("owner_id", account.id().value())
                .json("ip_permissions", rules)
                .json("ip_permissions_egress", "[]")
                .json("tags", "{}")
                .add();
    }

    /** The rules of the whole subnet: those that AWS makes, or with the first one at the very start. */
    private static void writeNetworkAcl(DemoAccount account, Sheets sheets, String region, int place)
            throws SQLException {
        String id = "acl-0" + account.digits(40, place);
        int first = account.has(Planting.NETWORK_ACL_WITHOUT_ROOM, region) ? 1 : 100;
        sheets.row("aws_vpc_network_acl", account, region)
                .text("network_acl_id", id)
                .text("vpc_id", vpc(account, place))
                .flag("is_default", true)
                .text("owner_id", account.id().value())
                .json(
                        "associations",
                        "[{\"SubnetId\": \"" + subnet(account, place) + "\", \"NetworkAclId\": \"" + id + "\"}]")
                .json(
                        "entries",
                        "[" + rule(false, first, "allow") + ", " + rule(true, 100, "allow") + ", "
                                + rule(false, 32767, "deny") + ", " + rule(true, 32767, "deny") + "]")
                .add();
    }

    private static String rule(boolean egress, int number, String action) {
        return "{\"Egress\": " + egress + ", \"Protocol\": \"-1\", \"CidrBlock\": \"0.0.0.0/0\", \"PortRange\": null,"
                + " \"RuleAction\": \"" + action + "\", \"RuleNumber\": " + number
                + ", \"IcmpTypeCode\": null, \"Ipv6CidrBlock\": null}";
    }

    /** How many instances the account has in each region. */
    static int instances(DemoAccount account, int extra) {
        return account.isMember() ? 1 + extra * 10 / 100 / account.regions().size() : 0;
    }

    private static String publicAddress(DemoAccount account, int region) {
        return "198.51." + account.index() % 250 + "." + (region + 1);
    }

    static String eni(DemoAccount account, int region, int number) {
        return "eni-0" + account.digits(4, region * 100_000 + number);
    }

    static String instance(DemoAccount account, int region, int number) {
        return "i-0" + account.digits(5, region * 100_000 + number);
    }

    private void writeFlowLog(DemoAccount account, Sheets sheets, String region, int place, String vpc)
            throws SQLException {
        String id = "fl-0" + account.digits(8, vpc.equals(vpc(account, place)) ? place : UNUSED);
        boolean cannotDeliver = account.has(Planting.FLOW_LOG_CANNOT_DELIVER, region);
        String bucket = account.has(Planting.FLOW_LOG_STAYS_IN_ACCOUNT, region)
                ? BucketRows.ownBucket(account)
                : FLOW_LOG_BUCKET;
        sheets.row("aws_vpc_flow_log", account, region)
                .text("flow_log_id", id)
                .time("creation_time", now.minus(Duration.ofDays(200)))
                .text("deliver_logs_status", cannotDeliver ? "FAILED" : "SUCCESS")
                .text("deliver_logs_error_message", cannotDeliver ? "Access error" : null)
                .text("flow_log_status", "ACTIVE")
                .text("resource_id", vpc)
                .text("traffic_type", account.has(Planting.FLOW_LOG_OF_REJECTS, region) ? "REJECT" : "ALL")
                .text("log_destination_type", "s3")
                .text("log_destination", "arn:aws:s3:::" + bucket)
                .text("bucket_name", bucket)
                .text("log_format", account.has(Planting.FLOW_LOG_HAS_DEFAULT_FIELDS, region) ? DEFAULT_FORMAT : FORMAT)
                .number("max_aggregation_interval", 60)
                .json("tags", "{}")
                .add();
    }

    private void writeSecurityGroup(
            DemoAccount account, Sheets sheets, String region, int place, int number, String arn, String vpc)
            throws SQLException {
        String id = securityGroup(account, place, number);
        sheets.row("aws_vpc_security_group", account, region)
                .text("group_name", "workload-" + number)
                .text("group_id", id)
                .text("arn", arn + "security-group/" + id)
                .text("description", "demo")
                .text("vpc_id", vpc)
                .text("owner_id", account.id().value())
                .json(
                        "ip_permissions",
                        number == 0 && account.has(Planting.SSH_OPEN_TO_THE_WORLD, region)
                                ? "[{\"FromPort\": 0, \"ToPort\": 65535, \"IpProtocol\": \"tcp\", \"IpRanges\": [],"
                                        + " \"Ipv6Ranges\": [{\"CidrIpv6\": \"::/0\"}], \"UserIdGroupPairs\": []}]"
                                : "[{\"FromPort\": 443, \"ToPort\": 443, \"IpProtocol\": \"tcp\", \"IpRanges\": [{\"CidrIp\":"
                                        + " \"10.0.0.0/8\", \"Description\": null}], \"Ipv6Ranges\": [], \"PrefixListIds\": [],"
                                        + " \"UserIdGroupPairs\": []}]")
                .json(
                        "ip_permissions_egress",
                        "[{\"FromPort\": null, \"ToPort\": null, \"IpProtocol\": \"-1\", \"IpRanges\": [{\"CidrIp\":"
                                + " \"0.0.0.0/0\", \"Description\": null}], \"Ipv6Ranges\": [], \"PrefixListIds\": [],"
                                + " \"UserIdGroupPairs\": []}]")
                .json("tags", "{}")
                .add();
    }

    private void writeInterface(
            DemoAccount account, Sheets sheets, String region, int place, int number, boolean isAttached, int group)
            throws SQLException {
        String address = address(account, place, number);
        Sheets.Row row = sheets.row("aws_ec2_network_interface", account, region)
                .text("network_interface_id", eni(account, place, number))
                .text("status", "in-use")
                .text("interface_type", isAttached ? "interface" : "lambda")
                .text("description", isAttached ? "" : "AWS Lambda VPC ENI")
                .text("availability_zone", region + "a")
                .text("owner_id", account.id().value())
                .text("private_ip_address", address)
                .text("private_dns_name", "ip-" + address.replace('.', '-') + "." + region + ".compute.internal")
                .text("mac_address", "0a:00:00:00:00:01")
                .flag("requester_managed", !isAttached)
                .flag("source_dest_check", true)
                .text("subnet_id", subnet(account, place))
                .text("vpc_id", vpc(account, place))
                .json("groups", groups(account, region, place, number, group))
                .json(
                        "private_ip_addresses",
                        "[{\"Association\": null, \"Primary\": true, \"PrivateDnsName\": null, \"PrivateIpAddress\": \""
                                + address + "\"}]")
                .json("ipv6_addresses", "[]")
                .json("tags", "{}");
        if (isAttached) {
            row.text("attached_instance_id", instance(account, place, number))
                    .text("attached_instance_owner_id", account.id().value())
                    .text("attachment_status", "attached");
        }
        if (isAttached && number == 0) {
            row.text("association_public_ip", publicAddress(account, place))
                    .text("association_ip_owner_id", account.id().value());
        }
        row.add();
    }

    private static String groups(DemoAccount account, String region, int place, int number, int group) {
        String quarantine = number == 1 && account.has(Planting.QUARANTINE_GROUP_IN_USE, region)
                ? ", {\"GroupId\": \"" + IsolationRows.quarantineGroup(account, place)
                        + "\", \"GroupName\": \"quarantine\"}"
                : "";
        return "[{\"GroupId\": \"" + securityGroup(account, place, group) + "\", \"GroupName\": \"workload\"}"
                + quarantine + "]";
    }

    private void writeInstance(
            DemoAccount account, Sheets sheets, String region, int place, int number, String arn, String vpc)
            throws SQLException {
        String id = instance(account, place, number);
        String tokens =
                number == 0 && account.has(Planting.INSTANCE_WITH_OLD_METADATA, region) ? "optional" : "required";
        Sheets.Row row = sheets.row("aws_ec2_instance", account, region)
                .text("instance_id", id)
                .text("arn", arn + "instance/" + id)
                .text("instance_type", "m7g.large")
                .text("instance_state", "running")
                .text("image_id", "ami-0" + account.digits(9, 0))
                .text("iam_instance_profile_arn", "arn:aws:iam::" + account.id() + ":instance-profile/workload")
                .time("launch_time", now.minus(Duration.ofDays(30)))
                .text("placement_availability_zone", region + "a")
                .text("platform_details", "Linux/UNIX")
                .text("private_ip_address", address(account, place, number))
                .text(
                        "private_dns_name",
                        "ip-" + address(account, place, number).replace('.', '-') + "." + region + ".compute.internal")
                .text("public_dns_name", "")
                .text("subnet_id", subnet(account, place))
                .text("vpc_id", vpc)
                .json(
                        "metadata_options",
                        "{\"State\": \"applied\", \"HttpTokens\": \"" + tokens + "\", \"HttpEndpoint\": \"enabled\","
                                + " \"HttpProtocolIpv6\": \"disabled\", \"InstanceMetadataTags\": \"disabled\","
                                + " \"HttpPutResponseHopLimit\": 2}")
                .json(
                        "security_groups",
                        "[{\"GroupId\": \"" + securityGroup(account, place, 0) + "\", \"GroupName\": \"workload-0\"}]")
                .json("tags", "{\"Name\": \"workload-" + number + "\", \"team\": \"" + account.team() + "\"}");
        if (account.has(Planting.ROLE_OF_TWO_OWNERS)) {
            row.json("tags", "{\"Owner\": \"team-" + place % 2 + "@example.com\"}");
        }
        if (number == 0) {
            row.text("public_ip_address", publicAddress(account, place));
        }
        row.add();
    }
}
