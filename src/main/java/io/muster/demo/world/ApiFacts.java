package io.muster.demo.world;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the AWS API of the demo world answers: facts that have no Steampipe table. */
public final class ApiFacts {

    private final DemoWorld world;
    private final Map<AccountId, DemoAccount> accounts = new TreeMap<>();

    /**
     * One call.
     *
     * @param service the name in the scope of its signature, such as {@code guardduty}
     * @param parameters what the call names, such as {@code DetectorId}
     */
    public record Call(
            AccountId account, String region, String service, String operation, Map<String, String> parameters) {

        public Call {
            requireNonNull(account, "account is null");
            parameters = Map.copyOf(parameters);
        }
    }

    /** What comes back. */
    public sealed interface Answer {

        /** A list, which may be asked for page by page. */
        record Listed(String member, List<Map<String, Object>> items) implements Answer {
            public Listed {
                items = List.copyOf(items);
            }
        }

        /** One object. */
        record Single(Map<String, Object> members) implements Answer {}

        /** A refusal, by AWS's code. */
        record Refused(int status, String code, String message) implements Answer {}
    }

    public ApiFacts(DemoWorld world) {
        this.world = world;
        world.accounts().forEach(account -> accounts.put(account.id(), account));
    }

    /** Whether the audit role of the account can be assumed. */
    public boolean canBeAssumed(AccountId id) {
        return Optional.ofNullable(accounts.get(id))
                .filter(account -> account.isConnected()
                        && !account.has(Trouble.CREDENTIALS_ARE_DEAD)
                        && !account.has(Planting.AUDIT_ROLE_MISSING))
                .isPresent();
    }

    /** The account that a caller belongs to who has assumed nothing: the one that holds the tools. */
    public AccountId home() {
        return world.accounts().get(1).id();
    }

    public Answer answer(Call call) {
        DemoAccount account = requireNonNull(accounts.get(call.account()), () -> "no account " + call.account());
        return switch (call.service() + ":" + call.operation()) {
            case "organizations:ListAWSServiceAccessForOrganization" -> trustedServices(account);
            case "organizations:ListTargetsForPolicy" ->
                account.isManagement()
                        ? new Answer.Listed(
                                "Targets", PolicyRows.targets(call.parameters().getOrDefault("PolicyId", "")))
                        : denied(account, "organizations:ListTargetsForPolicy");
            case "guardduty:ListOrganizationAdminAccounts" -> guardDutyAdministrators(account, call.region());
            case "guardduty:DescribeOrganizationConfiguration" -> guardDutyOfOrganization(account);
            case "guardduty:GetCoverageStatistics" -> guardDutyCoverage(account, call.region());
            case "macie2:GetAdministratorAccount" -> macieAdministrator(account);
            case "macie2:DescribeBuckets" -> macieBuckets(account, call.region());
            case "macie2:GetMacieSession" -> macieSession(account);
            case "macie2:GetClassificationExportConfiguration" -> macieResults(account, call.region());
            case "macie2:GetAutomatedDiscoveryConfiguration" -> macieDiscovery(account, call.region());
            case "detective:ListGraphs" -> graphs(account, call.region());
            case "detective:ListInvitations" -> invitations(account, call.region());
            case "route53resolver:ListResolverQueryLogConfigAssociations" -> queryLogs(account, call.region());
            case "bedrock:GetModelInvocationLoggingConfiguration" -> invocationLogs(account);
            case "support:DescribeSeverityLevels" -> severities(account);
            default ->
                new Answer.Refused(
                        501,
                        "UnknownOperationException",
                        "The demo's AWS does not know " + call.service() + ":" + call.operation() + ".");
        };
    }

    private Answer trustedServices(DemoAccount account) {
        if (!account.isManagement()) {
            return denied(account, "organizations:ListAWSServiceAccessForOrganization");
        }
        Instant since = world.shape().now().minus(Duration.ofDays(390));
        return new Answer.Listed(
                "EnabledServicePrincipals",
                OrganizationRows.trustedServices(account).stream()
                        .map(service -> Map.<String, Object>of(
                                "ServicePrincipal", service, "DateEnabled", since.getEpochSecond()))
                        .toList());
    }

    private DemoAccount security() {
        return world.accounts().get(1);
    }

    private Answer guardDutyAdministrators(DemoAccount account, String region) {
        if (!account.isManagement()) {
            return rejected("the current account is not the management account of the organization");
        }
        DemoAccount administrator = account.has(Planting.GUARDDUTY_DELEGATED_TO_ANOTHER, region)
                ? world.accounts().get(2)
                : security();
        return new Answer.Listed(
                "adminAccounts",
                List.of(Map.of("adminAccountId", administrator.id().value(), "adminStatus", "ENABLED")));
    }

    /** AWS leaves out what it counts nothing of. */
    private static Answer guardDutyCoverage(DemoAccount account, String region) {
        Map<String, Object> counts = new TreeMap<>();
        if (account.isMember()) {
            counts.put("HEALTHY", 3);
        }
        if (account.has(Planting.AGENT_OF_GUARDDUTY_IS_MISSING, region)) {
            counts.put("UNHEALTHY", 1);
        }
        return new Answer.Single(Map.of("coverageStatistics", Map.of("countByCoverageStatus", counts)));
    }

    private Answer guardDutyOfOrganization(DemoAccount account) {
        if (account != security()) {
            return rejected("the current account is not the delegated GuardDuty administrator");
        }
        return new Answer.Single(Map.of(
                "autoEnable",
                true,
                "autoEnableOrganizationMembers",
                account.has(Planting.NEW_ACCOUNTS_ONLY) ? "NEW" : "ALL",
                "memberAccountLimitReached",
                false,
                "features",
                List.of(Map.of("name", "S3_DATA_EVENTS", "autoEnable", "ALL"))));
    }

    private static Answer rejected(String why) {
        return new Answer.Refused(400, "BadRequestException", "The request is rejected because " + why + ".");
    }

    private Answer macieAdministrator(DemoAccount account) {
        return new Answer.Single(
                account == security()
                        ? Map.of()
                        : Map.of(
                                "administrator",
                                Map.of("accountId", security().id().value(), "relationshipStatus", "Enabled")));
    }

    private static Answer macieSession(DemoAccount account) {
        return new Answer.Single(Map.of(
                "status",
                account.has(Planting.MACIE_IS_PAUSED) ? "PAUSED" : "ENABLED",
                "findingPublishingFrequency",
                "FIFTEEN_MINUTES",
                "createdAt",
                "2025-11-02T08:00:00.000Z"));
    }

    private static Answer macieBuckets(DemoAccount account, String region) {
        List<String> buckets = new ArrayList<>();
        if (account.isMember() && region.equals(SiemRows.logRegion(account))) {
            buckets.add(BucketRows.ownBucket(account));
            if (account.has(Planting.BUCKET_SENSITIVE_BY_MACIE)) {
                buckets.add(BucketRows.uploads(account));
            }
        }
        return new Answer.Listed(
                "buckets",
                buckets.stream()
                        .map(bucket -> Map.<String, Object>of(
                                "accountId",
                                account.id().value(),
                                "bucketName",
                                bucket,
                                "sensitivityScore",
                                Integer.valueOf(82)))
                        .toList());
    }

    private Answer macieResults(DemoAccount account, String region) {
        return new Answer.Single(
                account != security() || account.has(Planting.MACIE_RESULTS_ARE_LOST, region)
                        ? Map.of()
                        : Map.of(
                                "configuration",
                                Map.of(
                                        "s3Destination",
                                        Map.of(
                                                "bucketName",
                                                "example-org-macie",
                                                "kmsKeyArn",
                                                "arn:aws:kms:" + region + ":" + account.id() + ":key/macie"))));
    }

    private Answer macieDiscovery(DemoAccount account, String region) {
        if (account != security()) {
            return denied(account, "macie2:GetAutomatedDiscoveryConfiguration");
        }
        return new Answer.Single(Map.of(
                "status",
                account.has(Planting.MACIE_LOOKS_FOR_NOTHING, region) ? "DISABLED" : "ENABLED",
                "autoEnableOrganizationMembers",
                "ALL"));
    }

    private String graph(String region) {
        return "arn:aws:detective:" + region + ":" + security().id() + ":graph:"
                + security().digits(40, 0) + security().digits(41, 0);
    }

    private Answer graphs(DemoAccount account, String region) {
        return new Answer.Listed(
                "GraphList",
                account == security()
                        ? List.of(Map.of("Arn", graph(region), "CreatedTime", "2025-11-02T08:00:00Z"))
                        : List.of());
    }

    private Answer invitations(DemoAccount account, String region) {
        return new Answer.Listed(
                "Invitations",
                account == security()
                        ? List.of()
                        : List.of(Map.of(
                                "AccountId",
                                account.id().value(),
                                "AdministratorId",
                                security().id().value(),
                                "GraphArn",
                                graph(region),
                                "Status",
                                account.has(Planting.DETECTIVE_MEMBER_IS_DISABLED, region)
                                        ? "ACCEPTED_BUT_DISABLED"
                                        : "ENABLED")));
    }

    private static Answer queryLogs(DemoAccount account, String region) {
        int place = account.has(Planting.VPC_WITHOUT_QUERY_LOG, region)
                ? -1
                : account.regions().indexOf(region);
        return new Answer.Listed(
                "ResolverQueryLogConfigAssociations",
                place < 0
                        ? List.of()
                        : List.of(Map.of(
                                "Id",
                                "rqlca-" + account.digits(23, place),
                                "ResolverQueryLogConfigId",
                                DetectionRows.queryLog(account, place),
                                "ResourceId",
                                NetworkRows.vpc(account, place),
                                "Status",
                                "ACTIVE",
                                "Error",
                                "NONE",
                                "ErrorMessage",
                                "")));
    }

    private static Answer invocationLogs(DemoAccount account) {
        return new Answer.Single(
                account.has(Planting.MODELS_ARE_ASKED_UNHEARD)
                        ? Map.of()
                        : Map.of(
                                "loggingConfig",
                                Map.of(
                                        "s3Config",
                                        Map.of("bucketName", "example-org-bedrock"),
                                        "textDataDeliveryEnabled",
                                        true)));
    }

    private static Answer severities(DemoAccount account) {
        if (account.has(Planting.SUPPORT_HAS_NO_API)) {
            return new Answer.Refused(
                    400,
                    "SubscriptionRequiredException",
                    "Amazon Web Services Premium Support Subscription is required to use this service.");
        }
        List<String> codes = account.has(Planting.SUPPORT_IS_SLOW)
                ? List.of("low", "normal")
                : List.of("low", "normal", "high", "urgent", "critical");
        return new Answer.Listed(
                "severityLevels",
                codes.stream()
                        .map(code -> Map.<String, Object>of("code", code, "name", code))
                        .toList());
    }

    private static Answer denied(DemoAccount account, String action) {
        return new Answer.Refused(
                400,
                "AccessDeniedException",
                "User: arn:aws:sts::" + account.id() + ":assumed-role/" + IdentityRows.AUDITOR
                        + "/muster is not authorized to perform: " + action);
    }
}
