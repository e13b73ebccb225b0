package io.muster.demo.world;

import static java.util.Map.entry;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.Scope;
import io.muster.finding.AccountId;
import io.muster.finding.CheckId;
import io.muster.finding.Verdict;
import io.muster.inventory.AccountState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an audit of the demo world must find: check and account to verdict, the worst of its findings.
 *
 * <p>It comes from what was planted, never from running a check: each planting names what checks must say of it, each
 * trouble makes the checks unknown that read what it spoils, and all others say what they say of a healthy account.
 * Checks of the organization stand under its management account.
 */
public final class Truth {

    /** Checks whose question arises in some healthy accounts only. */
    private static final Map<String, Predicate<DemoAccount>> ARISES_IN = Map.ofEntries(
            entry("finding_functions_run", DemoAccount::isSecurity),
            entry("finding_rules_keep_undelivered", DemoAccount::isSecurity),
            entry("global_session_tokens_valid", DemoAccount::hasNewRegion),
            entry("guardduty_administrator_delegated", DemoAccount::isManagement),
            entry("guardduty_auto_enable", DemoAccount::isSecurity),
            entry("guardduty_findings_leave", DemoAccount::isSecurity),
            entry("instance_metadata_v2", DemoAccount::isMember),
            entry("launch_template_metadata_v2", DemoAccount::isMember),
            entry("log_group_retention", DemoAccount::isMember),
            entry("security_account_workload_free", DemoAccount::isSecurity),
            entry("security_findings_delivered", DemoAccount::isSecurity),
            entry("trail_bucket_durable", DemoAccount::isLogArchive),
            entry("trail_bucket_encryption", DemoAccount::isLogArchive),
            entry("trail_bucket_notifies", DemoAccount::isLogArchive),
            entry("trail_bucket_policy", DemoAccount::isLogArchive),
            entry("trail_bucket_public_access", DemoAccount::isLogArchive),
            entry("trail_bucket_retention", DemoAccount::isLogArchive),
            entry("trail_bucket_separate", DemoAccount::isLogArchive),
            entry("vpc_unused_flow_logs", DemoAccount::hasUnusedVpc));

    /** Queries whose answer is one source among others, so that checks can do without. */
    private static final Set<String> OPTIONAL = Set.of("macie2_buckets");

    /** Checks that fail for what the organization is as a whole. */
    private static final Map<String, Predicate<DemoWorld>> FAILS_WHERE = Map.of(
            "account_inventory_complete", world -> world.accounts().stream().anyMatch(Truth::isMissed));

    private final Map<CheckId, Map<AccountId, Verdict>> verdicts;

    private Truth(Map<CheckId, Map<AccountId, Verdict>> verdicts) {
        this.verdicts = verdicts;
    }

    /** The truth about these checks. */
    public static Truth of(DemoWorld world, Pack pack) {
        Map<CheckId, Map<AccountId, Verdict>> verdicts = new TreeMap<>();
        for (CheckSpec check : pack.checks()) {
            Map<AccountId, Verdict> row = new TreeMap<>();
            for (DemoAccount account : world.accounts()) {
                if (check.scope() == Scope.ACCOUNT || account.isManagement()) {
                    row.put(account.id(), verdict(check, account, world, pack));
                }
            }
            verdicts.put(check.id(), row);
        }
        return new Truth(verdicts);
    }

    private static Verdict verdict(CheckSpec check, DemoAccount account, DemoWorld world, Pack pack) {
        if (check.scope() == Scope.ACCOUNT) {
            if (account.state() != AccountState.ACTIVE) {
                return Verdict.NOT_APPLICABLE;
            }
            if (!account.isConnected() || account.has(Trouble.CREDENTIALS_ARE_DEAD)) {
                return Verdict.UNKNOWN;
            }
        }
        if (asksWithoutRole(check, account, world, pack)) {
            return Verdict.UNKNOWN;
        }
        Verdict verdict = planted(check, account).orElseGet(() -> healthy(check, account, world));
        List<Trouble> troubles = troubles(check, account, world, pack);
        if (troubles.isEmpty()) {
            return verdict;
        }
        boolean isPartly = troubles.stream().allMatch(Trouble::isInOneRegion);
        return switch (check.partial()) {
            // A flaw in a region that was read stands, a claim about the whole does not.
            case REGION -> isPartly && verdict == Verdict.FAIL ? verdict : Verdict.UNKNOWN;
            // What is there may be enough for the good, and never is for the bad.
            case SELF -> isPartly && stands(check, verdict) ? verdict : Verdict.UNKNOWN;
            case NOTHING -> Verdict.UNKNOWN;
        };
    }

    private static boolean stands(CheckSpec check, Verdict verdict) {
        boolean isBad = verdict == Verdict.FAIL;
        return SourceFlaws.OF_EACH_REGION.contains(check.id().value()) ? isBad : !isBad;
    }

    /** Whether the check reads from the API of an account that has no role to get in with. */
    private static boolean asksWithoutRole(CheckSpec check, DemoAccount account, DemoWorld world, Pack pack) {
        return needed(check, pack)
                .anyMatch(query -> query.isApi() && asked(query, account, world).has(Planting.AUDIT_ROLE_MISSING));
    }

    /** What keeps something that the check reads from being read in full. */
    private static List<Trouble> troubles(CheckSpec check, DemoAccount account, DemoWorld world, Pack pack) {
        return needed(check, pack)
                .flatMap(query ->
                        asked(query, account, world).troubles().stream().filter(trouble -> trouble.spoils(query)))
                .toList();
    }

    private static Stream<QuerySpec> needed(CheckSpec check, Pack pack) {
        return check.inventory().stream()
                .map(id -> pack.query(id).orElseThrow())
                .filter(query -> !OPTIONAL.contains(query.id().value()));
    }

    /** Whose connection answers a query for the account. */
    private static DemoAccount asked(QuerySpec query, DemoAccount account, DemoWorld world) {
        return query.scope() == Scope.ORGANIZATION ? world.accounts().get(0) : account;
    }

    private static boolean isMissed(DemoAccount account) {
        return account.state() == AccountState.ACTIVE
                && (!account.isConnected() || account.has(Trouble.CREDENTIALS_ARE_DEAD));
    }

    private static Optional<Verdict> planted(CheckSpec check, DemoAccount account) {
        return account.plantings().stream()
                .flatMap(planting -> planting.effects().stream())
                .filter(effect -> effect.checks().contains(check.id().value()))
                .map(Planting.Effect::verdict)
                .min(Verdict.WORST_FIRST);
    }

    private static Verdict healthy(CheckSpec check, DemoAccount account, DemoWorld world) {
        String id = check.id().value();
        if (ContainmentFlaws.ATTESTED.contains(id) || SourceFlaws.ATTESTED.contains(id)) {
            return Verdict.UNKNOWN;
        }
        if (SourceFlaws.OF_OWN_TRAILS.contains(id)
                && !world.accounts().get(0).has(Planting.ORGANIZATION_TRAIL_COVERS_ONE_REGION)) {
            return Verdict.NOT_APPLICABLE;
        }
        @Nullable Predicate<DemoWorld> fails = FAILS_WHERE.get(id);
        if (fails != null && fails.test(world)) {
            return Verdict.FAIL;
        }
        for (Map<String, Predicate<DemoAccount>> arising :
                List.of(ARISES_IN, SourceFlaws.ARISES_IN, ContainmentFlaws.ARISES_IN)) {
            @Nullable Predicate<DemoAccount> arises = arising.get(id);
            if (arises != null && !arises.test(account)) {
                return Verdict.NOT_APPLICABLE;
            }
        }
        return Verdict.PASS;
    }

    /** The verdict of check and account; empty for a check of the organization and an account that does not manage it. */
    public Optional<Verdict> verdict(CheckId check, AccountId account) {
        return Optional.ofNullable(verdicts.getOrDefault(check, Map.of()).get(account));
    }

    /** All of it: check to account to verdict, in the order of their ids. */
    public Map<CheckId, Map<AccountId, Verdict>> verdicts() {
        return verdicts;
    }

    /** The truth as a file: {@code check,account_id,verdict} under a header line. */
    public String toCsv() {
        StringBuilder csv = new StringBuilder("check,account_id,verdict\n");
        verdicts.forEach((check, row) -> row.forEach((account, verdict) -> csv.append(check)
                .append(',')
                .append(account)
                .append(',')
                .append(verdict.word())
                .append('\n')));
        return csv.toString();
    }
}
