package io.muster.permissions;

import static java.util.Objects.requireNonNull;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.Scope;
import io.muster.permissions.Containment.Grant;
import io.muster.permissions.Containment.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The least policies for each purpose. The same pack and names give the same policies, byte for byte. */
public final class Grants {

    /** Calls that need no permission. */
    private static final Set<String> FREE = Set.of("sts:GetCallerIdentity");

    /** What Steampipe's plugin asks for each connection, whatever the query. */
    private static final List<String> STEAMPIPE = List.of("ec2:DescribeRegions");

    /** Actions that show more than configuration: code, data or what was typed into user data. */
    private static final Set<String> REVEALING = Set.of(
            "ec2:DescribeInstanceAttribute",
            "ec2:DescribeLaunchTemplateVersions",
            "ec2:GetPasswordData",
            "lambda:GetFunction",
            "logs:FilterLogEvents",
            "logs:GetLogEvents",
            "s3:GetObject",
            "secretsmanager:GetSecretValue",
            "sqs:ReceiveMessage",
            "ssm:GetParameter",
            "ssm:GetParameters");

    private static final List<String> ORGANIZATION_TREE = List.of(
            "organizations:DescribeAccount",
            "organizations:DescribeOrganization",
            "organizations:ListAWSServiceAccessForOrganization",
            "organizations:ListAccounts",
            "organizations:ListAccountsForParent",
            "organizations:ListDelegatedAdministrators",
            "organizations:ListOrganizationalUnitsForParent",
            "organizations:ListParents",
            "organizations:ListRoots");

    private final Pack pack;
    private final Names names;
    private final Predicate<String> granted;

    /** {@code beyond} is what the role has anyway, so that its actions are left out; null for policies that stand alone. */
    public Grants(Pack pack, Names names, @Nullable ManagedPolicy beyond) {
        this.pack = requireNonNull(pack, "pack is null");
        this.names = requireNonNull(names, "names is null");
        this.granted = beyond == null ? action -> false : beyond.allows();
    }

    /**
     * Who needs an action.
     *
     * @param checks those that are {@code unknown} without it
     */
    public record Use(QuerySpec query, List<CheckSpec> checks) {

        public Use {
            requireNonNull(query, "query is null");
            checks = List.copyOf(checks);
        }
    }

    /** The policies, in the order in which a person would attach them. */
    public List<Policy> policies(Purpose purpose) {
        return switch (purpose) {
            case AUDIT -> audit("muster-audit", true);
            case STEAMPIPE -> audit("muster-steampipe", false);
            case CONTACTS -> contacts();
            case DRILL -> drill();
            case RESPONDER -> responder();
        };
    }

    private List<Policy> audit(String name, boolean api) {
        Set<String> everywhere = new TreeSet<>(STEAMPIPE);
        Set<String> once = new TreeSet<>();
        for (QuerySpec query : pack.queries()) {
            if (api || !query.isApi()) {
                (query.scope() == Scope.ORGANIZATION ? once : everywhere).addAll(query.permissions());
            }
        }
        once.removeAll(everywhere);
        List<Policy> policies = new ArrayList<>();
        policies.addAll(reading(name, "the role '" + names.auditRole() + "' in each account", everywhere));
        policies.addAll(reading(
                name + "-organization",
                "the same role in the management account, or in the delegated administrator that is asked about the"
                        + " organization",
                once));
        policies.add(new Policy(
                name + "-caller",
                api ? "the identity that Muster runs as" : "the identity that Steampipe runs as",
                List.of(assume("AssumeAuditRole", names.auditRole()))));
        return List.copyOf(policies);
    }

    private List<Policy> reading(String name, String attachTo, Set<String> actions) {
        List<String> needed = actions.stream()
                .filter(action -> !FREE.contains(action))
                .filter(granted.negate())
                .toList();
        return needed.isEmpty()
                ? List.of()
                : Policy.fit(name, attachTo, List.of(Statement.allow("Read", needed, Statement.ALL)));
    }

    private Statement assume(String id, String... roles) {
        List<String> resources = new ArrayList<>();
        for (String role : roles) {
            resources.add(names.role("*", role));
        }
        return names.organization() == null
                ? Statement.allow(id, List.of("sts:AssumeRole"), resources)
                : Statement.allowIf(
                        id,
                        List.of("sts:AssumeRole"),
                        resources,
                        Map.of("StringEquals", Map.of("aws:ResourceOrgID", List.of(names.organization()))));
    }

    private List<Policy> contacts() {
        String organization = names.organization() == null ? "o-*" : names.organization();
        List<String> accounts = List.of(
                "arn:" + names.partition() + ":account::*:account",
                "arn:" + names.partition() + ":account::*:account/" + organization + "/*");
        Map<String, Map<String, List<String>>> types =
                Map.of("ForAnyValue:StringEquals", Map.of("account:AlternateContactTypes", names.contactTypes()));
        List<Statement> plan = List.of(
                Statement.allow("ReadOrganization", ORGANIZATION_TREE, Statement.ALL),
                Statement.allowIf("ReadContacts", List.of("account:GetAlternateContact"), accounts, types));
        List<Statement> apply = List.of(Statement.allowIf(
                "WriteContacts",
                List.of("account:DeleteAlternateContact", "account:PutAlternateContact"),
                accounts,
                types));
        String who = "the identity that runs Muster in the management account, or in the delegated administrator of"
                + " account.amazonaws.com";
        return List.of(
                new Policy("muster-contacts-plan", who + ": enough for plan and verify", plan),
                new Policy("muster-contacts-apply", who + ", only where it applies and rolls back", apply));
    }

    private List<Policy> drill() {
        List<String> responder =
                List.of(names.role("*", names.responderRole()), names.role("*", "*/" + names.responderRole()));
        return List.of(
                new Policy(
                        "muster-drill",
                        "the role '" + names.auditRole() + "' in each account",
                        List.of(Statement.allow(
                                "SimulateResponder",
                                List.of("iam:GetRole", "iam:SimulatePrincipalPolicy"),
                                responder))),
                new Policy(
                        "muster-drill-caller",
                        "the identity that Muster runs as",
                        List.of(assume("AssumeRoles", names.auditRole(), names.responderRole()))));
    }

    private List<Policy> responder() {
        Map<String, Statement> statements = new TreeMap<>();
        Set<String> plain = new TreeSet<>();
        for (Step step : Containment.steps()) {
            if (step.central()) {
                continue; // for a role of its own, in one account
            }
            for (Grant grant : step.grants()) {
                for (String action : grant.actions()) {
                    if (!bounded(action, statements)) {
                        plain.add(action);
                    }
                }
            }
        }
        List<Statement> all = new ArrayList<>();
        all.add(Statement.allow("Contain", plain, Statement.ALL));
        all.addAll(statements.values());
        all.add(Statement.deny(
                "KeepMusterAndResponders",
                List.of(
                        "iam:AttachRolePolicy",
                        "iam:DeleteRolePolicy",
                        "iam:DetachRolePolicy",
                        "iam:PutRolePolicy",
                        "iam:UpdateAssumeRolePolicy"),
                List.of(names.role("*", names.auditRole()), names.role("*", names.responderRole()))));
        return Policy.fit("incident-responder", "the role '" + names.responderRole() + "' in each account", all);
    }

    /** Actions that could also harm are allowed only for what an incident takes. */
    private boolean bounded(String action, Map<String, Statement> statements) {
        String partition = "arn:" + names.partition();
        switch (action) {
            case "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:DetachRolePolicy", "iam:DetachUserPolicy" -> {
                List<String> policies =
                        List.of(partition + ":iam::aws:policy/AWSDenyAll", partition + ":iam::*:policy/ir/*");
                add(
                        statements,
                        "DenyPolicies",
                        action,
                        Statement.ALL,
                        Map.of("ArnLike", Map.of("iam:PolicyARN", policies)));
            }
            case "iam:PassRole" ->
                add(
                        statements,
                        "QuarantineProfile",
                        action,
                        List.of(names.role("*", "ir/quarantine")),
                        Map.of("StringEquals", Map.of("iam:PassedToService", List.of("ec2.amazonaws.com"))));
            case "ec2:ModifySnapshotAttribute" -> {
                if (names.securityAccount() == null) {
                    return false;
                }
                add(
                        statements,
                        "ShareEvidence",
                        action,
                        Statement.ALL,
                        Map.of("StringEquals", Map.of("ec2:Add/userId", List.of(names.securityAccount()))));
            }
            case "kms:CreateGrant" ->
                add(
                        statements,
                        "EvidenceKeys",
                        action,
                        Statement.ALL,
                        Map.of("Bool", Map.of("kms:GrantIsForAWSResource", List.of("true"))));
            case "ssm:SendCommand" ->
                add(
                        statements,
                        "LiveResponse",
                        action,
                        List.of(
                                partition + ":ssm:*::document/AWS-*",
                                partition + ":ec2:*:*:instance/*",
                                partition + ":ssm:*:*:managed-instance/*"),
                        Map.of());
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void add(
            Map<String, Statement> statements,
            String id,
            String action,
            List<String> resources,
            Map<String, Map<String, List<String>>> conditions) {
        List<String> actions = new ArrayList<>(List.of(action));
        if (statements.containsKey(id)) {
            actions.addAll(statements.get(id).actions());
        }
        statements.put(id, Statement.allowIf(id, actions, resources, conditions));
    }

    /** Which queries, and through them which checks, need an action; empty for an action that no query needs. */
    public List<Use> explain(String action) {
        return pack.queries().stream()
                .filter(query -> query.permissions().stream().anyMatch(action::equalsIgnoreCase))
                .map(query -> new Use(
                        query,
                        pack.checks().stream()
                                .filter(check -> check.inventory().contains(query.id()))
                                .toList()))
                .toList();
    }

    /** All actions of an audit that show more than configuration. */
    public List<String> revealing(Purpose purpose) {
        return policies(purpose).stream()
                .flatMap(policy -> policy.allowed().stream())
                .filter(REVEALING::contains)
                .distinct()
                .toList();
    }

    /** All actions that any query names, in alphabetical order. */
    public List<String> actions() {
        return pack.queries().stream()
                .flatMap(query -> query.permissions().stream())
                .distinct()
                .sorted()
                .toList();
    }

    Names names() {
        return names;
    }
}
