package io.muster.demo.world;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What hosts are isolated with: groups kept for it, and endpoints by which agents answer all the same. */
final class IsolationRows implements AccountRows {

    /** Stand apart from the groups of workloads in their ids. */
    private static final int ENDPOINTS = 9_001;

    private static final int QUARANTINE = 9_002;

    private final Instant now;

    IsolationRows(Instant now) {
        this.now = now;
    }

    static String quarantineGroup(DemoAccount account, int place) {
        return NetworkRows.securityGroup(account, place, QUARANTINE);
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
        String purpose = account.has(Planting.QUARANTINE_GROUP_UNPROTECTED, region) ? "tests" : "quarantine";
        group(account, sheets, region, place, QUARANTINE, "quarantine")
                .json("ip_permissions", "[]")
                .json("tags", "{\"purpose\": \"" + purpose + "\"}")
                .add();
        group(account, sheets, region, place, ENDPOINTS, "endpoints")
                .json(
                        "ip_permissions",
                        "[{\"FromPort\": 443, \"ToPort\": 443, \"IpProtocol\": \"tcp\", \"IpRanges\": [{\"CidrIp\":"
                                + " \"10.0.0.0/8\", \"Description\": null}], \"Ipv6Ranges\": [], \"PrefixListIds\": [],"
                                + " \"UserIdGroupPairs\": [{\"GroupId\": \"" + quarantineGroup(account, place)
                                + "\", \"UserId\": \"" + account.id() + "\"}]}]")
                .json("tags", "{}")
                .add();
        List<String> services =
                account.has(Planting.AGENT_WITHOUT_ENDPOINT, region) ? List.of("ssm") : List.of("ssm", "ssmmessages");
        for (String service : services) {
            sheets.row("aws_vpc_endpoint", account, region)
                    .text("vpc_endpoint_id", "vpce-0" + account.digits(service.length() + 40, place))
                    .text("service_name", "com.amazonaws." + region + "." + service)
                    .text("owner_id", account.id().value())
                    .text("vpc_id", NetworkRows.vpc(account, place))
                    .text("vpc_endpoint_type", "Interface")
                    .text("state", "available")
                    .flag("private_dns_enabled", true)
                    .json(
                            "policy_std",
                            "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"*\"],"
                                    + " \"Resource\": [\"*\"], \"Principal\": {\"AWS\": [\"*\"]}}]}")
                    .json("subnet_ids", "[\"" + NetworkRows.subnet(account, place) + "\"]")
                    .json(
                            "groups",
                            "[{\"GroupId\": \"" + NetworkRows.securityGroup(account, place, ENDPOINTS)
                                    + "\", \"GroupName\": \"endpoints\"}]")
                    .time("creation_timestamp", now.minus(Duration.ofDays(300)))
                    .json("tags", "{}")
                    .add();
        }
    }

    private static Sheets.Row group(
            DemoAccount account, Sheets sheets, String region, int place, int number, String name) {
        String id = NetworkRows.securityGroup(account, place, number);
        return sheets.row("aws_vpc_security_group", account, region)
                .text("group_name", name)
                .text("group_id", id)
                .text("arn", "arn:aws:ec2:" + region + ":" + account.id() + ":security-group/" + id)
                .text("description", "demo")
                .text("vpc_id", NetworkRows.vpc(account, place))
                .text("owner_id", account.id().value())
                .json("ip_permissions_egress", "[]");
    }
}
