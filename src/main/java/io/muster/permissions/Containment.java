package io.muster.permissions;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a responder does to contain an attack and to keep its traces, step by step, and the actions that each takes. */
public final class Containment {

    private static final String DENY_ALL = "arn:{partition}:iam::aws:policy/AWSDenyAll";
    private static final List<String> USER = List.of("arn:{partition}:iam::{account}:user/*");
    private static final List<String> ROLE = List.of("arn:{partition}:iam::{account}:role/*");
    private static final List<String> GROUP = ec2("security-group");
    private static final List<String> INSTANCE = ec2("instance");
    private static final List<String> INTERFACE = ec2("network-interface");
    private static final List<String> ACL = ec2("network-acl");
    private static final List<String> VPC = ec2("vpc");
    private static final List<String> VOLUME = ec2("volume");
    private static final List<String> SNAPSHOT = List.of("arn:{partition}:ec2:{region}::snapshot/*");
    private static final List<String> IMAGE = List.of("arn:{partition}:ec2:{region}::image/*");
    private static final List<String> KEY = List.of("arn:{partition}:kms:{region}:{account}:key/*");
    private static final List<String> BUCKET = List.of("arn:{partition}:s3:::*");
    private static final List<String> ANY = List.of("*");

    /** Resources that a user may name more narrowly, by the word for them; the others are asked for as they stand. */
    private static final Map<String, List<String>> NAMED = Map.of(
            "user", USER,
            "role", ROLE,
            "security-group", GROUP,
            "instance", INSTANCE,
            "volume", VOLUME,
            "kms-key", KEY,
            "bucket", BUCKET,
            "object", List.of("arn:{partition}:s3:::*/*"),
            "log-group", List.of("arn:{partition}:logs:{region}:{account}:log-group:*"),
            "quarantine-role", List.of("arn:{partition}:iam::{account}:role/ir/quarantine"));

    /** What a step is part of, in the words of the playbooks. */
    public enum Playbook {
        CREDENTIALS("compromised credentials"),
        INSTANCE("compromised instance"),
        DATA("exposed data"),
        EVIDENCE("evidence"),
        SUPPORT("help from AWS");

        private final String text;

        Playbook(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * One step.
     *
     * @param id such as {@code disable-access-key}
     * @param requirements rows of the readiness catalogue that it decides
     * @param blocked what cannot be done without it; reads after "cannot"
     * @param caution what is not proved even when all is allowed; empty when nothing is left
     * @param central whether it is done for all accounts from the one that manages the organization
     */
    public record Step(
            String id,
            String title,
            Playbook playbook,
            List<String> requirements,
            String blocked,
            String caution,
            boolean central,
            List<Grant> grants) {

        public Step {
            requireNonNull(id, "id is null");
            requireNonNull(title, "title is null");
            requireNonNull(playbook, "playbook is null");
            requirements = List.copyOf(requirements);
            requireNonNull(blocked, "blocked is null");
            requireNonNull(caution, "caution is null");
            grants = List.copyOf(grants);
        }
    }

    /**
     * Actions that act on the same kind of resource.
     *
     * @param need whether the step is impossible without them
     * @param resources with {@code {partition}}, {@code {region}}, {@code {account}} and {@code {organization}}
     * @param context keys of conditions and the values that a responder's call has
     */
    public record Grant(Need need, List<String> actions, List<String> resources, Map<String, String> context) {

        public Grant {
            requireNonNull(need, "need is null");
            actions = List.copyOf(actions);
            resources = List.copyOf(resources);
            context = Map.copyOf(context);
        }
    }

    /** How much a step needs an action. */
    public enum Need {
        /** The step is impossible without it. */
        MUST,
        /** The step is poorer without it. */
        SHOULD,
        /** It finds what the step is about. */
        READ,
        /** It takes the step back. */
        UNDO
    }

    private static final List<Step> STEPS = List.of(
            step(
                    "disable-access-key",
                    "Disable an access key",
                    Playbook.CREDENTIALS,
                    "RSP-02 RSP-03",
                    "stop a stolen access key",
                    "sessions that the key has opened stay valid: revoke them too",
                    must(USER, "iam:UpdateAccessKey"),
                    read(USER, "iam:ListAccessKeys iam:GetUser"),
                    read(ANY, "iam:GetAccessKeyLastUsed iam:ListUsers sts:GetAccessKeyInfo")),
            step(
                    "disable-console-login",
                    "Disable a user's console login",
                    Playbook.CREDENTIALS,
                    "RSP-02",
                    "keep an intruder out of the console",
                    "",
                    must(USER, "iam:DeleteLoginProfile"),
                    should(USER, "iam:UpdateLoginProfile iam:DeactivateMFADevice"),
                    read(USER, "iam:GetLoginProfile iam:ListMFADevices")),
            step(
                    "revoke-role-sessions",
                    "Revoke the sessions of a role",
                    Playbook.CREDENTIALS,
                    "RSP-02 RSP-04",
                    "end sessions of a stolen role",
                    "service-linked roles and those of Identity Center cannot be changed, and new sessions stay possible",
                    must(ROLE, "iam:PutRolePolicy"),
                    read(ROLE, "iam:GetRole iam:ListRolePolicies iam:GetRolePolicy"),
                    read(ANY, "iam:ListRoles"),
                    undo(ROLE, "iam:DeleteRolePolicy")),
            step(
                    "deny-user",
                    "Deny a user everything",
                    Playbook.CREDENTIALS,
                    "RSP-02 RSP-04",
                    "stop a user and the sessions that come from him",
                    "",
                    must(USER, "iam:PutUserPolicy"),
                    must(USER, "iam:AttachUserPolicy", Map.of("iam:PolicyARN", DENY_ALL)),
                    read(USER, "iam:GetUserPolicy iam:ListUserPolicies iam:ListAttachedUserPolicies"),
                    undo(USER, "iam:DeleteUserPolicy"),
                    undo(USER, "iam:DetachUserPolicy", Map.of("iam:PolicyARN", DENY_ALL))),
            step(
                    "deny-role",
                    "Deny a role everything",
                    Playbook.CREDENTIALS,
                    "RSP-02 RSP-04",
                    "stop a role",
                    "every workload of a shared role stops",
                    must(ROLE, "iam:AttachRolePolicy", Map.of("iam:PolicyARN", DENY_ALL)),
                    read(ROLE, "iam:ListAttachedRolePolicies"),
                    undo(ROLE, "iam:DetachRolePolicy", Map.of("iam:PolicyARN", DENY_ALL))),
            step(
                    "cut-trust",
                    "Cut the trust of a role",
                    Playbook.CREDENTIALS,
                    "",
                    "end a chain of roles that renews itself",
                    "running sessions live on",
                    should(ROLE, "iam:UpdateAssumeRolePolicy")),
            step(
                    "isolate-instance",
                    "Isolate an instance by its security groups",
                    Playbook.INSTANCE,
                    "RSP-02",
                    "isolate an instance",
                    "connections that are tracked stay open: pass through a group that allows all, or cut the subnet",
                    must(
                            GROUP,
                            "ec2:CreateSecurityGroup ec2:AuthorizeSecurityGroupIngress"
                                    + " ec2:AuthorizeSecurityGroupEgress ec2:RevokeSecurityGroupIngress"
                                    + " ec2:RevokeSecurityGroupEgress ec2:CreateTags"),
                    must(VPC, "ec2:CreateSecurityGroup"),
                    must(INTERFACE, "ec2:ModifyNetworkInterfaceAttribute"),
                    should(INSTANCE, "ec2:ModifyInstanceAttribute"),
                    read(
                            ANY,
                            "ec2:DescribeInstances ec2:DescribeNetworkInterfaces ec2:DescribeSecurityGroups"
                                    + " ec2:DescribeSecurityGroupRules ec2:DescribeVpcs")),
            step(
                    "cut-subnet",
                    "Cut a subnet by its network ACL",
                    Playbook.INSTANCE,
                    "RSP-02",
                    "break open connections at once",
                    "the whole subnet is cut",
                    must(ACL, "ec2:CreateNetworkAclEntry ec2:ReplaceNetworkAclEntry ec2:DeleteNetworkAclEntry"),
                    should(ACL, "ec2:CreateNetworkAcl ec2:ReplaceNetworkAclAssociation"),
                    read(ANY, "ec2:DescribeNetworkAcls ec2:DescribeSubnets")),
            step(
                    "cut-route",
                    "Cut a VPC from the internet by its routes and gateways",
                    Playbook.INSTANCE,
                    "",
                    "cut a whole network from the internet",
                    "the whole VPC is cut",
                    should(
                            ec2("route-table"),
                            "ec2:ReplaceRoute ec2:DeleteRoute ec2:CreateRoute ec2:ReplaceRouteTableAssociation"),
                    should(ec2("internet-gateway"), "ec2:DetachInternetGateway"),
                    should(ec2("elastic-ip"), "ec2:DisassociateAddress"),
                    read(ANY, "ec2:DescribeRouteTables ec2:DescribeInternetGateways ec2:DescribeAddresses"),
                    undo(ec2("internet-gateway"), "ec2:AttachInternetGateway"),
                    undo(ec2("elastic-ip"), "ec2:AssociateAddress")),
            step(
                    "block-dns",
                    "Block names in the VPC's resolver",
                    Playbook.INSTANCE,
                    "RSP-02",
                    "cut a channel over DNS, which groups and ACLs do not filter",
                    "",
                    must(
                            List.of("arn:{partition}:route53resolver:{region}:{account}:firewall-domain-list/*"),
                            "route53resolver:CreateFirewallDomainList route53resolver:UpdateFirewallDomains"),
                    must(
                            List.of("arn:{partition}:route53resolver:{region}:{account}:firewall-rule-group/*"),
                            "route53resolver:CreateFirewallRuleGroup route53resolver:CreateFirewallRule"
                                    + " route53resolver:UpdateFirewallRule"),
                    must(
                            List.of(
                                    "arn:{partition}:route53resolver:{region}:{account}:firewall-rule-group-association/*"),
                            "route53resolver:AssociateFirewallRuleGroup"),
                    read(ANY, "route53resolver:ListFirewallRuleGroups route53resolver:ListFirewallDomainLists")),
            step(
                    "stop-instance",
                    "Stop an instance",
                    Playbook.INSTANCE,
                    "RSP-02",
                    "stop an instance, or keep it from being terminated",
                    "what is in memory is lost",
                    must(INSTANCE, "ec2:StopInstances ec2:ModifyInstanceAttribute"),
                    read(ANY, "ec2:DescribeInstanceAttribute")),
            step(
                    "leave-group",
                    "Take an instance out of its group and load balancer",
                    Playbook.INSTANCE,
                    "RSP-02",
                    "keep a group from terminating the isolated instance, and its evidence with it",
                    "",
                    must(
                            List.of(
                                    "arn:{partition}:autoscaling:{region}:{account}:autoScalingGroup:*:autoScalingGroupName/*"),
                            "autoscaling:EnterStandby autoscaling:SuspendProcesses"),
                    must(
                            List.of("arn:{partition}:elasticloadbalancing:{region}:{account}:targetgroup/*/*"),
                            "elasticloadbalancing:DeregisterTargets"),
                    read(
                            ANY,
                            "autoscaling:DescribeAutoScalingInstances autoscaling:DescribeAutoScalingGroups"
                                    + " elasticloadbalancing:DescribeTargetHealth elasticloadbalancing:DescribeTargetGroups"),
                    undo(
                            List.of(
                                    "arn:{partition}:autoscaling:{region}:{account}:autoScalingGroup:*:autoScalingGroupName/*"),
                            "autoscaling:ExitStandby autoscaling:ResumeProcesses"),
                    undo(
                            List.of("arn:{partition}:elasticloadbalancing:{region}:{account}:targetgroup/*/*"),
                            "elasticloadbalancing:RegisterTargets")),
            step(
                    "snapshot",
                    "Keep the disks of an instance",
                    Playbook.EVIDENCE,
                    "RSP-02",
                    "keep the disks as evidence",
                    "key policies are not simulated",
                    // AWS asks about each of the resources that the call touches, and about what it makes.
                    must(VOLUME, "ec2:CreateSnapshot ec2:CreateSnapshots"),
                    must(INSTANCE, "ec2:CreateSnapshots"),
                    must(SNAPSHOT, "ec2:CreateSnapshot ec2:CreateSnapshots ec2:CopySnapshot ec2:CreateTags"),
                    should(IMAGE, "ec2:CreateImage"),
                    read(ANY, "ec2:DescribeVolumes ec2:DescribeSnapshots ec2:DescribeSnapshotAttribute")),
            step(
                    "share-snapshot",
                    "Share a snapshot with the forensic account",
                    Playbook.EVIDENCE,
                    "RSP-02",
                    "hand the evidence to those who examine it",
                    "snapshots under the key of AWS cannot be shared, and key policies are not simulated",
                    must(SNAPSHOT, "ec2:ModifySnapshotAttribute", Map.of("ec2:Add/userId", "{security}")),
                    should(IMAGE, "ec2:ModifyImageAttribute", Map.of("ec2:Add/userId", "{security}")),
                    should(KEY, "kms:CreateGrant", Map.of("kms:GrantIsForAWSResource", "true")),
                    should(
                            KEY,
                            "kms:DescribeKey kms:Decrypt kms:GenerateDataKeyWithoutPlaintext kms:ReEncryptFrom"
                                    + " kms:ReEncryptTo")),
            step(
                    "live-response",
                    "Run commands on an instance",
                    Playbook.EVIDENCE,
                    "",
                    "capture memory and look into a running instance",
                    "",
                    should(List.of("arn:{partition}:ssm:{region}::document/AWS-*"), "ssm:SendCommand"),
                    read(
                            ANY,
                            "ssm:DescribeInstanceInformation ssm:GetCommandInvocation"
                                    + " ssm:ListCommandInvocations")),
            step(
                    "swap-profile",
                    "Take the role from an instance",
                    Playbook.INSTANCE,
                    "RSP-02",
                    "take the role from an instance",
                    "credentials that it has stay valid until they expire: revoke the sessions of the role too",
                    must(
                            INSTANCE,
                            "ec2:DisassociateIamInstanceProfile ec2:ReplaceIamInstanceProfileAssociation"
                                    + " ec2:AssociateIamInstanceProfile"),
                    must(
                            List.of("arn:{partition}:iam::{account}:role/ir/quarantine"),
                            "iam:PassRole",
                            Map.of("iam:PassedToService", "ec2.amazonaws.com")),
                    read(ANY, "ec2:DescribeIamInstanceProfileAssociations iam:GetInstanceProfile")),
            step(
                    "restrict-metadata",
                    "Demand tokens of the metadata service, or close it",
                    Playbook.INSTANCE,
                    "RSP-02",
                    "stop the theft of credentials from the metadata service",
                    "",
                    must(INSTANCE, "ec2:ModifyInstanceMetadataOptions")),
            step(
                    "freeze-function",
                    "Freeze a function",
                    Playbook.INSTANCE,
                    "RSP-02",
                    "stop a function",
                    "credentials of the running sandbox live on: revoke the sessions of its role too",
                    must(
                            List.of("arn:{partition}:lambda:{region}:{account}:function:*"),
                            "lambda:PutFunctionConcurrency"),
                    should(
                            List.of("arn:{partition}:lambda:{region}:{account}:event-source-mapping:*"),
                            "lambda:UpdateEventSourceMapping"),
                    read(
                            ANY,
                            "lambda:GetFunctionConcurrency lambda:GetFunctionConfiguration"
                                    + " lambda:ListEventSourceMappings"),
                    undo(
                            List.of("arn:{partition}:lambda:{region}:{account}:function:*"),
                            "lambda:DeleteFunctionConcurrency")),
            step(
                    "stop-container",
                    "Stop a container",
                    Playbook.INSTANCE,
                    "",
                    "stop a container, or the service that starts it again",
                    "credentials of the task live on: revoke the sessions of its role too; steps inside of Kubernetes take"
                            + " rights in the cluster",
                    should(List.of("arn:{partition}:ecs:{region}:{account}:task/*/*"), "ecs:StopTask"),
                    should(List.of("arn:{partition}:ecs:{region}:{account}:service/*/*"), "ecs:UpdateService"),
                    read(ANY, "ecs:ListTasks ecs:DescribeTasks eks:DescribeCluster")),
            step(
                    "close-bucket",
                    "Close a bucket to the public",
                    Playbook.DATA,
                    "RSP-02",
                    "end public access to a bucket",
                    "",
                    must(ANY, "s3:PutAccountPublicAccessBlock"),
                    must(
                            BUCKET,
                            "s3:PutBucketPublicAccessBlock s3:PutBucketPolicy s3:PutBucketAcl"
                                    + " s3:PutBucketOwnershipControls"),
                    should(BUCKET, "s3:PutBucketVersioning"),
                    read(
                            ANY,
                            "s3:GetAccountPublicAccessBlock s3:GetBucketPublicAccessBlock s3:GetBucketPolicy"
                                    + " s3:GetBucketPolicyStatus s3:GetBucketAcl s3:GetBucketOwnershipControls")),
            step(
                    "close-database",
                    "Close a database to the public",
                    Playbook.DATA,
                    "RSP-02",
                    "end public access to a database and its snapshots",
                    "",
                    must(List.of("arn:{partition}:rds:{region}:{account}:db:*"), "rds:ModifyDBInstance"),
                    must(List.of("arn:{partition}:rds:{region}:{account}:snapshot:*"), "rds:ModifyDBSnapshotAttribute"),
                    must(
                            List.of("arn:{partition}:rds:{region}:{account}:cluster-snapshot:*"),
                            "rds:ModifyDBClusterSnapshotAttribute"),
                    should(List.of("arn:{partition}:rds:{region}:{account}:cluster:*"), "rds:ModifyDBCluster"),
                    should(
                            List.of("arn:{partition}:rds:{region}:{account}:db:*"),
                            "rds:CreateDBSnapshot rds:StopDBInstance rds:AddTagsToResource"),
                    should(List.of("arn:{partition}:rds:{region}:{account}:cluster:*"), "rds:CreateDBClusterSnapshot"),
                    read(
                            ANY,
                            "rds:DescribeDBInstances rds:DescribeDBSnapshotAttributes"
                                    + " rds:DescribeDBClusterSnapshotAttributes")),
            step(
                    "block-edge",
                    "Block addresses at the edge",
                    Playbook.DATA,
                    "",
                    "block an attacker's addresses",
                    "",
                    should(
                            List.of(
                                    "arn:{partition}:wafv2:{region}:{account}:regional/ipset/*/*",
                                    "arn:{partition}:wafv2:us-east-1:{account}:global/ipset/*/*"),
                            "wafv2:GetIPSet wafv2:UpdateIPSet"),
                    should(
                            List.of("arn:{partition}:wafv2:{region}:{account}:regional/webacl/*/*"),
                            "wafv2:AssociateWebACL"),
                    should(
                            List.of("arn:{partition}:cloudfront::{account}:distribution/*"),
                            "cloudfront:GetDistributionConfig cloudfront:UpdateDistribution")),
            central(
                    "quarantine-account",
                    "Put an account under a quarantine policy of the organization",
                    Playbook.CREDENTIALS,
                    "stop everybody in an account at once",
                    "it has no effect on the management account, and is better given to a role of its own",
                    should(
                            List.of("arn:{partition}:organizations::{account}:account/{organization}/*"),
                            "organizations:MoveAccount organizations:AttachPolicy organizations:DetachPolicy"),
                    should(ANY, "organizations:CreatePolicy"),
                    read(ANY, "organizations:ListPoliciesForTarget organizations:DescribePolicy")),
            central(
                    "cut-identity-center",
                    "Take a person's access away in Identity Center",
                    Playbook.CREDENTIALS,
                    "stop a person who logs in through Identity Center",
                    "it is done where Identity Center is, which may be another account; sessions live on until revoked",
                    should(
                            ANY,
                            "sso:DeleteAccountAssignment sso:PutInlinePolicyToPermissionSet sso:ProvisionPermissionSet"),
                    should(ANY, "identitystore:DeleteGroupMembership"),
                    read(ANY, "sso:ListInstances sso:ListPermissionSets sso:ListAccountAssignments")),
            step(
                    "restore-logging",
                    "Switch logging on again",
                    Playbook.EVIDENCE,
                    "",
                    "see again after an attacker switched the logs off",
                    "",
                    should(
                            List.of("arn:{partition}:cloudtrail:{region}:{account}:trail/*"),
                            "cloudtrail:StartLogging cloudtrail:PutEventSelectors")),
            step(
                    "who-did-it",
                    "Ask CloudTrail who did it",
                    Playbook.EVIDENCE,
                    "RSP-02 RSP-11",
                    "find out who did what",
                    "",
                    must(ANY, "cloudtrail:LookupEvents cloudtrail:DescribeTrails"),
                    should(
                            List.of("arn:{partition}:cloudtrail:{region}:{account}:eventdatastore/*"),
                            "cloudtrail:StartQuery cloudtrail:GetQueryResults")),
            step(
                    "read-logs",
                    "Read logs",
                    Playbook.EVIDENCE,
                    "RSP-02 RSP-11",
                    "read the logs of the account",
                    "policies of buckets and keys in another account are not simulated",
                    must(BUCKET, "s3:ListBucket"),
                    must(List.of("arn:{partition}:s3:::*/*"), "s3:GetObject"),
                    must(
                            List.of("arn:{partition}:logs:{region}:{account}:log-group:*"),
                            "logs:StartQuery logs:GetQueryResults logs:FilterLogEvents"),
                    must(
                            List.of("arn:{partition}:athena:{region}:{account}:workgroup/*"),
                            "athena:StartQueryExecution athena:GetQueryExecution athena:GetQueryResults"),
                    must(ANY, "glue:GetDatabase glue:GetTable glue:GetPartitions"),
                    must(KEY, "kms:Decrypt")),
            step(
                    "read-findings",
                    "Read findings",
                    Playbook.EVIDENCE,
                    "RSP-11",
                    "see what the detectors have seen",
                    "",
                    must(
                            ANY,
                            "guardduty:ListDetectors guardduty:ListFindings guardduty:GetFindings"
                                    + " securityhub:GetFindings"),
                    should(ANY, "macie2:ListFindings macie2:GetFindings detective:ListGraphs")),
            step(
                    "read-identities",
                    "Read who may do what",
                    Playbook.EVIDENCE,
                    "RSP-02",
                    "see what an identity could have done",
                    "",
                    must(
                            ANY,
                            "iam:GenerateCredentialReport iam:GetCredentialReport"
                                    + " iam:GetAccountAuthorizationDetails sts:DecodeAuthorizationMessage"),
                    should(ROLE, "iam:SimulatePrincipalPolicy"),
                    should(ANY, "iam:GenerateServiceLastAccessedDetails iam:GetServiceLastAccessedDetails")),
            step(
                    "open-case",
                    "Open a case with AWS Support",
                    Playbook.SUPPORT,
                    "RSP-12",
                    "ask AWS for help in the account that is hit",
                    "which severities there are depends on the support plan",
                    must(ANY, "support:CreateCase support:DescribeCases support:DescribeSeverityLevels"),
                    should(ANY, "support:AddCommunicationToCase support:AddAttachmentsToSet")));

    private Containment() {}

    /** All steps, in the order of an incident. */
    public static List<Step> steps() {
        return STEPS;
    }

    /** Kinds of resources that may be named more narrowly, and what is asked for else. */
    public static Map<String, List<String>> namedResources() {
        return NAMED;
    }

    private static Step step(
            String id,
            String title,
            Playbook playbook,
            String requirements,
            String blocked,
            String caution,
            Grant... grants) {
        List<String> rows = requirements.isEmpty() ? List.of() : Arrays.asList(requirements.split(" "));
        return new Step(id, title, playbook, rows, blocked, caution, false, List.of(grants));
    }

    private static Step central(
            String id, String title, Playbook playbook, String blocked, String caution, Grant... grants) {
        return new Step(id, title, playbook, List.of(), blocked, caution, true, List.of(grants));
    }

    private static Grant must(List<String> resources, String actions) {
        return grant(Need.MUST, resources, actions, Map.of());
    }

    private static Grant must(List<String> resources, String actions, Map<String, String> context) {
        return grant(Need.MUST, resources, actions, context);
    }

    private static Grant should(List<String> resources, String actions) {
        return grant(Need.SHOULD, resources, actions, Map.of());
    }

    private static Grant should(List<String> resources, String actions, Map<String, String> context) {
        return grant(Need.SHOULD, resources, actions, context);
    }

    private static Grant read(List<String> resources, String actions) {
        return grant(Need.READ, resources, actions, Map.of());
    }

    private static Grant undo(List<String> resources, String actions) {
        return grant(Need.UNDO, resources, actions, Map.of());
    }

    private static Grant undo(List<String> resources, String actions, Map<String, String> context) {
        return grant(Need.UNDO, resources, actions, context);
    }

    private static Grant grant(Need need, List<String> resources, String actions, Map<String, String> context) {
        return new Grant(need, Stream.of(actions.split(" ")).toList(), resources, context);
    }

    private static List<String> ec2(String type) {
        return List.of("arn:{partition}:ec2:{region}:{account}:" + type + "/*");
    }
}
