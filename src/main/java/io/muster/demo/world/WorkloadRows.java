package io.muster.demo.world;

import io.muster.demo.world.Sheets.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Those who work with data: keys, databases, functions, log groups, snapshots, load balancers, clusters. */
final class WorkloadRows implements AccountRows {

    private final Instant now;
    private final int extra;

    WorkloadRows(Instant now, int extra) {
        this.now = now;
        this.extra = extra;
    }

    @Override
    public void write(DemoAccount account, Sheets sheets) throws SQLException {
        for (int i = 0; i < account.regions().size(); i++) {
            writeRegion(account, sheets, account.regions().get(i), i);
        }
    }

    static String tags(DemoAccount account) {
        return "{\"team\": \"" + account.team() + "\"}";
    }

    private void writeRegion(DemoAccount account, Sheets sheets, String region, int place) throws SQLException {
        int regions = account.regions().size();
        for (int i = 0; i < 1 + extra * 3 / 100 / regions; i++) {
            key(account, sheets, region, place, i).add();
        }
        for (int i = 0; i < 1 + extra * 8 / 100 / regions; i++) {
            logGroup(account, sheets, region, "/app/service-" + i)
                    .number("retention_in_days", 30)
                    .add();
        }
        if (account.has(Planting.WORKLOAD_IN_SECURITY_ACCOUNT) && place == 0) {
            database(account, sheets, region, place, 0).add();
        }
        if (account.part() != DemoAccount.Part.MEMBER) {
            return;
        }
        for (int i = 0; i < 1 + extra * 6 / 100 / regions; i++) {
            function(account, sheets, region, i).add();
        }
        for (int i = 0; i < 1 + extra * 15 / 100 / regions; i++) {
            Row snapshot = snapshot(account, sheets, region, place, i);
            if (i == 0 && account.has(Planting.SNAPSHOT_IS_PUBLIC, region)) {
                snapshot.json("create_volume_permissions", "[{\"Group\": \"all\", \"UserId\": null}]");
            }
            snapshot.add();
        }
        for (int i = 0; i < 1 + extra / 100 / regions; i++) {
            database(account, sheets, region, place, i)
                    .flag("publicly_accessible", i == 0 && account.has(Planting.DATABASE_IS_PUBLIC, region))
                    .number(
                            "backup_retention_period",
                            i == 0 && account.has(Planting.DATABASE_WITHOUT_BACKUPS, region) ? 1 : 35)
                    .add();
        }
        databaseSnapshot(account, sheets, region).add();
        loadBalancer(account, sheets, region, place).add();
        if (place == 0) {
            writeCluster(account, sheets, region, place);
            distribution(account, sheets).add();
        }
    }

    static String loadBalancerArn(DemoAccount account, String region, int place) {
        return "arn:aws:elasticloadbalancing:" + region + ":" + account.id() + ":loadbalancer/app/front-"
                + account.digits(34, place).substring(0, 8) + "/" + account.digits(35, place);
    }

    private Row databaseSnapshot(DemoAccount account, Sheets sheets, String region) {
        String shared = account.has(Planting.DATABASE_SNAPSHOT_IS_SHARED, region) ? "\"987654321098\"" : "";
        return sheets.row("aws_rds_db_snapshot", account, region)
                .text("db_snapshot_identifier", "orders-before-upgrade")
                .text("arn", "arn:aws:rds:" + region + ":" + account.id() + ":snapshot:orders-before-upgrade")
                .text("type", "manual")
                .text("status", "available")
                .text("db_instance_identifier", "orders-0")
                .flag("encrypted", true)
                .time("create_time", now.minus(Duration.ofDays(40)))
                .json(
                        "db_snapshot_attributes",
                        "[{\"AttributeName\": \"restore\", \"AttributeValues\": [" + shared + "]}]")
                .json("tags", tags(account));
    }

    private Row loadBalancer(DemoAccount account, Sheets sheets, String region, int place) {
        String name = "front-" + account.digits(34, place).substring(0, 8);
        boolean isSilent = account.has(Planting.LOAD_BALANCER_IS_SILENT, region);
        boolean hidesConnections = account.has(Planting.CONNECTIONS_ARE_SILENT) && place == 0;
        return sheets.row("aws_ec2_application_load_balancer", account, region)
                .text("name", name)
                .text("arn", loadBalancerArn(account, region, place))
                .json(
                        "load_balancer_attributes",
                        "[{\"Key\": \"access_logs.s3.enabled\", \"Value\": \"" + !isSilent
                                + "\"}, {\"Key\": \"access_logs.s3.bucket\", \"Value\": \"example-org-access\"},"
                                + " {\"Key\": \"connection_logs.s3.enabled\", \"Value\": \"" + !hidesConnections
                                + "\"}]")
                .text("type", "application")
                .text("scheme", "internet-facing")
                .text("vpc_id", NetworkRows.vpc(account, place))
                .text("dns_name", name + "." + region + ".elb.amazonaws.com")
                .text("state_code", "active")
                .time("created_time", now.minus(Duration.ofDays(140)))
                .json("security_groups", "[\"" + NetworkRows.securityGroup(account, place, 0) + "\"]")
                .json("tags", tags(account));
    }

    private void writeCluster(DemoAccount account, Sheets sheets, String region, int place) throws SQLException {
        Row audit = logGroup(account, sheets, region, "/aws/eks/apps/cluster");
        if (!account.has(Planting.AUDIT_LOG_KEPT_BY_NO_DECISION)) {
            audit.number("retention_in_days", account.has(Planting.AUDIT_LOG_KEPT_TOO_SHORT) ? 30 : 400);
        }
        audit.add();
        String arn = "arn:aws:eks:" + region + ":" + account.id() + ":cluster/apps";
        sheets.row("aws_eks_cluster", account, region)
                .text("name", "apps")
                .text("arn", arn)
                .text("version", "1.33")
                .text("status", "ACTIVE")
                .text("endpoint", "https://" + account.digits(36, place) + ".gr7." + region + ".eks.amazonaws.com")
                .text("role_arn", "arn:aws:iam::" + account.id() + ":role/service/eks")
                .json(
                        "access_config",
                        "{\"AuthenticationMode\": \"API\", \"BootstrapClusterCreatorAdminPermissions\": false}")
                .json(
                        "logging",
                        "{\"ClusterLogging\": [{\"Types\": [\"api\", \"authenticator\", \"controllerManager\", \"scheduler\""
                                + (account.has(Planting.CLUSTER_WITHOUT_AUDIT_LOG) ? "" : ", \"audit\"")
                                + "], \"Enabled\": true}]}")
                .json("tags", tags(account))
                .add();
        if (!account.has(Planting.CLUSTER_CLOSED_TO_RESPONDERS)) {
            String responder = "arn:aws:iam::" + account.id() + ":role/" + IdentityRows.RESPONDER;
            sheets.row("aws_eks_access_entry", account, region)
                    .text("cluster_name", "apps")
                    .text("principal_arn", responder)
                    .text("type", "STANDARD")
                    .add();
            sheets.row("aws_eks_access_policy_association", account, region)
                    .text("cluster_name", "apps")
                    .text("principal_arn", responder)
                    .text("policy_arn", "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy")
                    .text("access_scope_type", "cluster")
                    .add();
        }
        sheets.row("aws_rds_db_cluster", account, region)
                .text("db_cluster_identifier", "ledger")
                .text("arn", "arn:aws:rds:" + region + ":" + account.id() + ":cluster:ledger")
                .text("engine", "aurora-postgresql")
                .text("engine_version", "16.4")
                .text("endpoint", "ledger.cluster-" + account.digits(37, place) + "." + region + ".rds.amazonaws.com")
                .text(
                        "reader_endpoint",
                        "ledger.cluster-ro-" + account.digits(37, place) + "." + region + ".rds.amazonaws.com")
                .flag("storage_encrypted", true)
                .text("status", "available")
                .json("enabled_cloudwatch_logs_exports", "[\"postgresql\"]")
                .json("tags", tags(account))
                .add();
    }

    private Row distribution(DemoAccount account, Sheets sheets) {
        String id = "E" + account.digits(38, 0).substring(0, 13).toUpperCase(Locale.ROOT);
        return sheets.row("aws_cloudfront_distribution", account, "global")
                .text("id", id)
                .text("arn", "arn:aws:cloudfront::" + account.id() + ":distribution/" + id)
                .text("domain_name", "d" + account.digits(39, 0).substring(0, 13) + ".cloudfront.net")
                .flag("enabled", true)
                .text("status", "Deployed")
                .text("web_acl_id", account.has(Planting.SITE_WITHOUT_WEB_ACL) ? "" : SourceRows.webAclOfSites(account))
                .json(
                        "logging",
                        "{\"Enabled\": " + !account.has(Planting.SITE_IS_SILENT)
                                + ", \"Bucket\": \"example-org-access.s3.amazonaws.com\", \"Prefix\": \"\"}")
                .json("aliases", "{\"Quantity\": 1, \"Items\": [\"www." + account.team() + ".example.com\"]}")
                .json("tags", tags(account));
    }

    /** The first key of the account in a region. */
    static String keyArn(DemoAccount account, String region) {
        return "arn:aws:kms:" + region + ":" + account.id() + ":key/"
                + keyId(account, account.regions().indexOf(region), 0);
    }

    static String keyId(DemoAccount account, int place, int number) {
        String digits = account.digits(30, place * 10_000 + number);
        return digits.substring(0, 8) + "-0000-4000-8000-" + digits.substring(4);
    }

    private Row key(DemoAccount account, Sheets sheets, String region, int place, int number) {
        String id = keyId(account, place, number);
        boolean isDisabled = number == 0 && region.equals("us-east-1") && account.has(Planting.TRAIL_KEY_DISABLED);
        String policy = keyPolicy(account, number == 0 && account.has(Planting.DISK_KEY_OF_ONE_ROLE, region));
        return sheets.row("aws_kms_key", account, region)
                .text("id", id)
                .text("arn", "arn:aws:kms:" + region + ":" + account.id() + ":key/" + id)
                .text("key_manager", "CUSTOMER")
                .text("aws_account_id", account.id().value())
                .flag("enabled", !isDisabled)
                .text("key_state", isDisabled ? "Disabled" : "Enabled")
                .text("key_usage", "ENCRYPT_DECRYPT")
                .text("customer_master_key_spec", "SYMMETRIC_DEFAULT")
                .text("origin", "AWS_KMS")
                .flag("key_rotation_enabled", true)
                .time("creation_date", now.minus(Duration.ofDays(250)))
                .json("policy", policy)
                .json("policy_std", policy)
                .json("tags", tags(account));
    }

    /** The account decides, or one role alone; and CloudTrail may use it for the account's trails. */
    private static String keyPolicy(DemoAccount account, boolean ofOneRole) {
        String who = "arn:aws:iam::" + account.id() + (ofOneRole ? ":role/service/workload" : ":root");
        String condition = account.has(Planting.TRAIL_KEY_FOR_ANYBODY)
                ? ""
                : ", \"Condition\": {\"StringLike\": {\"aws:sourcearn\": [\"arn:aws:cloudtrail:*:*:trail/*\"]}}";
        return "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Sid\": \"Account\", \"Effect\": \"Allow\", \"Principal\":"
                + " {\"AWS\": [\"" + who
                + "\"]}, \"Action\": [\"kms:*\"], \"Resource\": [\"*\"]}, {\"Sid\": \"Trails\","
                + " \"Effect\": \"Allow\", \"Principal\": {\"Service\": [\"cloudtrail.amazonaws.com\"]}, \"Action\":"
                + " [\"kms:generatedatakey*\"], \"Resource\": [\"*\"]" + condition + "}]}";
    }

    private Row logGroup(DemoAccount account, Sheets sheets, String region, String name) {
        String arn = "arn:aws:logs:" + region + ":" + account.id() + ":log-group:" + name;
        return sheets.row("aws_cloudwatch_log_group", account, region)
                .text("name", name)
                .text("arn", arn + ":*")
                .text("log_group_arn", arn)
                .text("log_group_class", "STANDARD")
                .time("creation_time", now.minus(Duration.ofDays(150)))
                .number("stored_bytes", 123_456)
                .json("tags", "{}");
    }

    private Row function(DemoAccount account, Sheets sheets, String region, int number) throws SQLException {
        String name = "worker-" + number;
        String arn = "arn:aws:lambda:" + region + ":" + account.id() + ":function:" + name;
        sheets.tag(account, region, arn, tags(account));
        return sheets.row("aws_lambda_function", account, region)
                .text("name", name)
                .text("arn", arn)
                .text("runtime", "java21")
                .text("handler", "example.Worker")
                .text("role", "arn:aws:iam::" + account.id() + ":role/service/worker")
                .text("state", "Active")
                .text("last_update_status", "Successful")
                .text("package_type", "Zip")
                .text("version", "$LATEST")
                .number("memory_size", 512)
                .time("last_modified", now.minus(Duration.ofDays(12)))
                .json("vpc_subnet_ids", "[]")
                .json("vpc_security_group_ids", "[]")
                .json(
                        "logging_config",
                        "{\"LogFormat\": \"JSON\", \"ApplicationLogLevel\": null, \"SystemLogLevel\": null, \"LogGroup\":"
                                + " \"/aws/lambda/" + name + "\"}")
                .json("tags", tags(account));
    }

    private Row snapshot(DemoAccount account, Sheets sheets, String region, int place, int number) {
        String id = "snap-0" + account.digits(31, place * 100_000 + number);
        return sheets.row("aws_ebs_snapshot", account, region)
                .text("snapshot_id", id)
                .text("arn", "arn:aws:ec2:" + region + ":" + account.id() + ":snapshot/" + id)
                .text("state", "completed")
                .number("volume_size", 100)
                .text("volume_id", "vol-0" + account.digits(32, place * 100_000 + number))
                .flag("encrypted", true)
                .time("start_time", now.minus(Duration.ofHours(10 + number)))
                .text("owner_id", account.id().value())
                .text("progress", "100%")
                .text("storage_tier", "standard")
                .json("create_volume_permissions", "[]")
                .json("tags", tags(account));
    }

    private Row database(DemoAccount account, Sheets sheets, String region, int place, int number) throws SQLException {
        String name = "orders-" + number;
        String arn = "arn:aws:rds:" + region + ":" + account.id() + ":db:" + name;
        sheets.tag(account, region, arn, tags(account));
        return sheets.row("aws_rds_db_instance", account, region)
                .text("db_instance_identifier", name)
                .text("arn", arn)
                .text("status", "available")
                .text("class", "db.m7g.large")
                .text("engine", "postgres")
                .text("engine_version", "16.4")
                .text("endpoint_address", name + "." + account.digits(33, place) + "." + region + ".rds.amazonaws.com")
                .number("endpoint_port", 5432)
                .number("backup_retention_period", 35)
                .number("monitoring_interval", 60)
                .flag("deletion_protection", true)
                .flag("publicly_accessible", false)
                .flag("storage_encrypted", true)
                .flag("iam_database_authentication_enabled", true)
                .text("vpc_id", NetworkRows.vpc(account, place))
                .json(
                        "enabled_cloudwatch_logs_exports",
                        number == 0 && account.has(Planting.DATABASE_IS_SILENT, region)
                                ? "[\"upgrade\"]"
                                : "[\"postgresql\", \"upgrade\"]")
                .json(
                        "vpc_security_groups",
                        "[{\"VpcSecurityGroupId\": \"" + NetworkRows.securityGroup(account, place, 0)
                                + "\", \"Status\": \"active\"}]")
                .json("tags", tags(account));
    }
}
