package io.muster.demo.world;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What else keeps logs in accounts of members: gateways, firewalls, web ACLs, APIs, warehouses, VPNs, zones. */
final class SourceRows implements AccountRows {

    private final Instant now;

    SourceRows(Instant now) {
        this.now = now;
    }

    @Override
    public void write(DemoAccount account, Sheets sheets) throws SQLException {
        if (account.isManagement()) {
            writeIdentityCenter(account, sheets, "us-east-1");
            writeBillingAlarm(account, sheets);
        }
        if (account.isMember() || account.isSecurity()) {
            writeDatabaseEvents(account, sheets);
        }
        if (!account.isMember()) {
            return;
        }
        if (account.has(Planting.SIGN_INS_WHERE_NOTHING_LOGS)) {
            writeIdentityCenter(account, sheets, SiemRows.LOG_REGION);
        }
        for (int i = 0; i < account.regions().size(); i++) {
            writeEdge(account, sheets, account.regions().get(i), i);
        }
        String region = account.regions().get(0);
        writeNetwork(account, sheets, region);
        writeVpn(account, sheets, region);
        writeNatGateway(account, sheets, region);
        if (!account.has(Planting.CLUSTER_LOG_STAYS)) {
            writeSubscription(account, sheets, region);
        }
        writeApis(account, sheets, region);
        writeZone(account, sheets);
        sheets.row("aws_redshift_cluster", account, region)
                .text("cluster_identifier", "warehouse")
                .text("arn", "arn:aws:redshift:" + region + ":" + account.id() + ":cluster:warehouse")
                .json("logging_status", "{\"LoggingEnabled\": " + !account.has(Planting.WAREHOUSE_IS_SILENT) + "}")
                .json("tags", "{}")
                .add();
        sheets.row("aws_wafv2_web_acl", account, "global")
                .text("id", account.digits(70, 900))
                .text("name", "sites")
                .text("arn", webAclOfSites(account))
                .text("scope", "CLOUDFRONT")
                .json("associated_resources", "[]")
                .json("logging_configuration", webAclLogs(true))
                .add();
    }

    static String webAclOfSites(DemoAccount account) {
        return "arn:aws:wafv2:us-east-1:" + account.id() + ":global/webacl/sites/" + account.digits(70, 900);
    }

    private static @Nullable String webAclLogs(boolean logs) {
        return logs ? "{\"LogDestinationConfigs\": [\"arn:aws:s3:::aws-waf-logs-example-org\"]}" : null;
    }

    /** A load balancer's listener, the web ACL in front of it, and the log of the function behind it. */
    private static void writeEdge(DemoAccount account, Sheets sheets, String region, int place) throws SQLException {
        Sheets.Row group = sheets.row("aws_cloudwatch_log_group", account, region)
                .text("name", "/aws/lambda/worker-0")
                .text(
                        "log_group_arn",
                        "arn:aws:logs:" + region + ":" + account.id() + ":log-group:/aws/lambda/worker-0")
                .text("log_group_class", "STANDARD");
        if (!account.has(Planting.FUNCTION_LOG_KEPT_FOR_EVER, region)) {
            group.number("retention_in_days", 90);
        }
        group.add();
        String balancer = WorkloadRows.loadBalancerArn(account, region, place);
        sheets.row("aws_ec2_load_balancer_listener", account, region)
                .text("arn", balancer.replace(":loadbalancer/", ":listener/") + "/" + account.digits(71, place))
                .text("load_balancer_arn", balancer)
                .number("port", 443)
                .text("protocol", "HTTPS")
                .json("mutual_authentication", "{\"Mode\": \"" + (place == 0 ? "verify" : "off") + "\"}")
                .add();
        sheets.row("aws_wafv2_web_acl", account, region)
                .text("id", account.digits(70, place))
                .text("name", "front")
                .text(
                        "arn",
                        "arn:aws:wafv2:" + region + ":" + account.id() + ":regional/webacl/front/"
                                + account.digits(70, place))
                .text("scope", "REGIONAL")
                .json("associated_resources", "[\"" + balancer + "\"]")
                .json("logging_configuration", webAclLogs(!account.has(Planting.WEB_ACL_IS_SILENT, region)))
                .add();
    }

    private void writeNetwork(DemoAccount account, Sheets sheets, String region) throws SQLException {
        String arn = "arn:aws:ec2:" + region + ":" + account.id() + ":";
        String gateway = "tgw-0" + account.digits(72, 0);
        sheets.row("aws_ec2_transit_gateway", account, region)
                .text("transit_gateway_id", gateway)
                .text("transit_gateway_arn", arn + "transit-gateway/" + gateway)
                .text("state", "available")
                .text("owner_id", account.id().value())
                .json("tags", "{}")
                .add();
        if (!account.has(Planting.TRANSIT_GATEWAY_WITHOUT_FLOW_LOG)) {
            sheets.row("aws_vpc_flow_log", account, region)
                    .text("flow_log_id", "fl-0" + account.digits(73, 0))
                    .time("creation_time", now.minus(Duration.ofDays(200)))
                    .text("deliver_logs_status", "SUCCESS")
                    .text("flow_log_status", "ACTIVE")
                    .text("resource_id", gateway)
                    .text("traffic_type", "ALL")
                    .text("log_destination_type", "s3")
                    .text("log_destination", "arn:aws:s3:::" + NetworkRows.FLOW_LOG_BUCKET)
                    .text("bucket_name", NetworkRows.FLOW_LOG_BUCKET)
                    .text("log_format", NetworkRows.FORMAT)
                    .number("max_aggregation_interval", 60)
                    .json("tags", "{}")
                    .add();
        }
        String flows = account.has(Planting.FIREWALL_LOGS_ALERTS_ONLY)
                ? ""
                : ", {\"LogType\": \"FLOW\", \"LogDestinationType\": \"S3\", \"LogDestination\": {\"bucketName\":"
                        + " \"example-org-firewall\"}}";
        sheets.row("aws_networkfirewall_firewall", account, region)
                .text("name", "inspection")
                .text("arn", "arn:aws:network-firewall:" + region + ":" + account.id() + ":firewall/inspection")
                .text("vpc_id", NetworkRows.vpc(account, 0))
                .json(
                        "logging_configuration",
                        "{\"LogDestinationConfigs\": [{\"LogType\": \"ALERT\", \"LogDestinationType\": \"S3\","
                                + " \"LogDestination\": {\"bucketName\": \"example-org-firewall\"}}" + flows + "]}")
                .json("tags", "{}")
                .add();
    }

    private static void writeBillingAlarm(DemoAccount account, Sheets sheets) throws SQLException {
        sheets.row("aws_cloudwatch_alarm", account, "us-east-1")
                .text("name", "spending")
                .text("arn", "arn:aws:cloudwatch:us-east-1:" + account.id() + ":alarm:spending")
                .text("namespace", "AWS/Billing")
                .text("metric_name", "EstimatedCharges")
                .flag("actions_enabled", !account.has(Planting.NOBODY_WATCHES_SPENDING))
                .json("alarm_actions", "[\"arn:aws:sns:us-east-1:222222222222:security-alerts\"]")
                .json("dimensions", "[{\"Name\": \"Currency\", \"Value\": \"USD\"}]")
                .add();
    }

    private static void writeDatabaseEvents(DemoAccount account, Sheets sheets) throws SQLException {
        for (String region : account.regions()) {
            sheets.row("aws_rds_db_event_subscription", account, region)
                    .text("cust_subscription_id", "security")
                    .flag("enabled", !account.has(Planting.DATABASE_EVENTS_UNTOLD, region))
                    .text("source_type", "db-instance")
                    .text("sns_topic_arn", "arn:aws:sns:" + region + ":222222222222:security-alerts")
                    .add();
        }
    }

    private static void writeIdentityCenter(DemoAccount account, Sheets sheets, String region) throws SQLException {
        sheets.row("aws_ssoadmin_instance", account, region)
                .text("arn", "arn:aws:sso:::instance/ssoins-" + account.digits(80, 0))
                .text("owner_account_id", account.id().value())
                .text("status", "ACTIVE")
                .add();
    }

    private static void writeNatGateway(DemoAccount account, Sheets sheets, String region) throws SQLException {
        String gateway = "nat-0" + account.digits(81, 0);
        sheets.row("aws_vpc_nat_gateway", account, region)
                .text("nat_gateway_id", gateway)
                .text("state", "available")
                .text("vpc_id", NetworkRows.vpc(account, 0))
                .json("tags", "{}")
                .add();
        for (String metric : List.of("BytesOutToDestination", "ErrorPortAllocation")) {
            sheets.row("aws_cloudwatch_alarm", account, region)
                    .text("name", metric)
                    .text("arn", "arn:aws:cloudwatch:" + region + ":" + account.id() + ":alarm:" + metric)
                    .text("namespace", "AWS/NATGateway")
                    .text("metric_name", metric)
                    .flag("actions_enabled", !account.has(Planting.NAT_GATEWAY_WITHOUT_ALARM))
                    .json("alarm_actions", "[\"arn:aws:sns:" + region + ":222222222222:security-alerts\"]")
                    .json("dimensions", "[{\"Name\": \"NatGatewayId\", \"Value\": \"" + gateway + "\"}]")
                    .add();
        }
    }

    /** The audit log of the cluster goes to the SIEM. */
    private static void writeSubscription(DemoAccount account, Sheets sheets, String region) throws SQLException {
        String stream = "arn:aws:firehose:" + region + ":" + account.id() + ":deliverystream/siem";
        sheets.row("aws_kinesis_firehose_delivery_stream", account, region)
                .text("delivery_stream_name", "siem")
                .text("arn", stream)
                .text("delivery_stream_status", "ACTIVE")
                .add();
        sheets.row("aws_cloudwatch_log_subscription_filter", account, region)
                .text("name", "siem")
                .text("log_group_name", "/aws/eks/apps/cluster")
                .text("destination_arn", stream)
                .text("filter_pattern", "")
                .add();
    }

    private static void writeVpn(DemoAccount account, Sheets sheets, String region) throws SQLException {
        boolean isSilent = account.has(Planting.VPN_IS_SILENT);
        sheets.row("aws_ec2_client_vpn_endpoint", account, region)
                .text("client_vpn_endpoint_id", "cvpn-endpoint-0" + account.digits(74, 0))
                .json(
                        "connection_log_options",
                        isSilent
                                ? "{\"Enabled\": false, \"CloudwatchLogGroup\": null}"
                                : "{\"Enabled\": true, \"CloudwatchLogGroup\": \"people\"}")
                .json("tags", "{}")
                .add();
        String tunnel =
                "{\"LogOptions\": {\"CloudWatchLogOptions\": {\"LogEnabled\": true, \"LogGroupArn\": \"arn:aws:logs:"
                        + region + ":" + account.id() + ":log-group:sites\"}}}";
        sheets.row("aws_vpc_vpn_connection", account, region)
                .text("vpn_connection_id", "vpn-0" + account.digits(75, 0))
                .text("state", "available")
                .text("type", "ipsec.1")
                .json("options", "{\"TunnelOptions\": [" + tunnel + ", " + tunnel + "]}")
                .json("tags", "{}")
                .add();
    }

    private static void writeApis(DemoAccount account, Sheets sheets, String region) throws SQLException {
        String logs = "{\"DestinationArn\": \"arn:aws:logs:" + region + ":" + account.id()
                + ":log-group:api\", \"Format\": \"$context.requestId\"}";
        sheets.row("aws_api_gateway_stage", account, region)
                .text("rest_api_id", account.digits(76, 0).substring(0, 10))
                .text("name", "prod")
                .json("access_log_settings", account.has(Planting.API_IS_SILENT) ? null : logs)
                .text(
                        "web_acl_arn",
                        "arn:aws:wafv2:" + region + ":" + account.id() + ":regional/webacl/front/"
                                + account.digits(70, 0))
                .json("tags", "{}")
                .add();
        sheets.row("aws_api_gatewayv2_stage", account, region)
                .text("api_id", account.digits(77, 0).substring(0, 10))
                .text("stage_name", "$default")
                .json("access_log_settings", logs)
                .json("tags", "{}")
                .add();
    }

    private static void writeZone(DemoAccount account, Sheets sheets) throws SQLException {
        String zone = "Z" + account.digits(78, 0).toUpperCase(Locale.ROOT);
        sheets.row("aws_route53_zone", account, "global")
                .text("id", zone)
                .text("name", account.team() + ".example.com.")
                .flag("private_zone", false)
                .json("tags", "{}")
                .add();
        if (!account.has(Planting.ZONE_WITHOUT_QUERY_LOG)) {
            sheets.row("aws_route53_query_log", account, "global")
                    .text("id", account.digits(79, 0))
                    .text("hosted_zone_id", zone)
                    .text(
                            "cloud_watch_logs_log_group_arn",
                            "arn:aws:logs:us-east-1:" + account.id() + ":log-group:names")
                    .add();
        }
    }
}
