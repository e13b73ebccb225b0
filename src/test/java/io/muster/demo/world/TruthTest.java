package io.muster.demo.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Pack;
import io.muster.catalog.PackLoader;
import io.muster.catalog.Scope;
import io.muster.finding.CheckId;
import io.muster.finding.Verdict;
import io.muster.problem.Problems;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class TruthTest {

    /** Checks whose bad state is no part of the demo world, with the reason. */
    private static final Map<String, String> NEVER_BAD = Map.of(
            "security_account_dedicated",
            "the configuration would have to name another account",
            "log_archive_dedicated",
            "the configuration would have to name another account",
            "spending_watched",
            "budgets may do it; it is unknown, never bad",
            "account_creation_answered",
            "an account factory may do it; it is unknown, never bad",
            "tamper_alerts",
            "the SIEM may do it; it is unknown, never bad",
            "responder_role_reserved",
            "somebody has to attest; it is unknown, never bad");

    /** Checks that judge one account alone, so that one world has either the good or the bad. */
    private static final Set<String> OF_ONE_ACCOUNT = Set.of(
            "access_analyzer_active",
            "account_creation_answered",
            "event_data_stores_kept",
            "guardduty_findings_exported",
            "guardduty_suppression_narrow",
            "guardduty_trusted_lists_known",
            "inspector_auto_enable",
            "macie_discovery_on",
            "macie_results_kept",
            "security_hub_findings_gathered",
            "spending_watched",
            "finding_functions_run",
            "finding_rules_keep_undelivered",
            "guardduty_administrator_delegated",
            "guardduty_auto_enable",
            "guardduty_findings_leave",
            "security_account_workload_free",
            "security_findings_delivered");

    private static final DemoWorld.Shape SHAPE = DemoWorld.Shape.standard(12, Instant.parse("2026-11-24T05:00:00Z"));

    private static Pack pack;

    @BeforeAll
    static void load() {
        Problems problems = new Problems();
        pack = PackLoader.load(List.of(Path.of(System.getProperty("muster.home", "."))), problems);
        assertThat(problems.errors()).isEmpty();
    }

    @Test
    void every_planting_names_checks_that_exist() {
        Set<String> checks =
                pack.checks().stream().map(check -> check.id().value()).collect(Collectors.toSet());

        assertThat(plantedChecks()).isSubsetOf(checks);
    }

    @Test
    void every_check_can_be_made_to_fail() {
        Set<String> planted = new TreeSet<>(plantedChecks());
        planted.addAll(NEVER_BAD.keySet());
        planted.add("account_inventory_complete");
        planted.addAll(ContainmentFlaws.ATTESTED);
        planted.addAll(SourceFlaws.ATTESTED);

        assertThat(pack.checks().stream().map(check -> check.id().value())).isSubsetOf(planted);
    }

    private static Set<String> plantedChecks() {
        return Stream.of(Planting.values())
                .flatMap(planting -> planting.effects().stream())
                .flatMap(effect -> effect.checks().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void in_twelve_accounts_every_check_of_accounts_fails_and_passes() {
        Truth flawed = Truth.of(DemoWorld.of(SHAPE), pack);
        Truth healthy = Truth.of(DemoWorld.of(SHAPE.withoutFlaws()), pack);

        for (CheckSpec check : pack.checks()) {
            String id = check.id().value();
            if (check.scope() == Scope.ORGANIZATION) {
                continue;
            }
            if (!NEVER_BAD.containsKey(id)) {
                assertThat(verdicts(flawed, check)).as(id).contains(Verdict.FAIL);
            }
            if (OF_ONE_ACCOUNT.contains(id)) {
                assertThat(verdicts(healthy, check)).as(id).contains(Verdict.PASS);
            } else {
                assertThat(verdicts(flawed, check)).as(id).contains(Verdict.PASS, Verdict.UNKNOWN);
            }
        }
    }

    private static Collection<Verdict> verdicts(Truth truth, CheckSpec check) {
        return truth.verdicts().getOrDefault(check.id(), Map.of()).values();
    }

    @Test
    void a_world_without_flaws_has_no_gap() {
        Truth truth = Truth.of(DemoWorld.of(SHAPE.withoutFlaws()), pack);

        assertThat(truth.verdicts()).allSatisfy((check, row) -> {
            if (!ContainmentFlaws.ATTESTED.contains(check.value()) && !SourceFlaws.ATTESTED.contains(check.value())) {
                assertThat(row.values()).isSubsetOf(Verdict.PASS, Verdict.NOT_APPLICABLE);
            }
        });
    }

    @Test
    void no_account_has_two_plantings_that_speak_of_the_same_check() {
        for (DemoAccount account :
                DemoWorld.of(DemoWorld.Shape.standard(500, SHAPE.now())).accounts()) {
            for (Planting planting : account.plantings()) {
                assertThat(account.plantings())
                        .as("%s in %s", planting, account)
                        .noneMatch(other -> other != planting && other.meets(planting));
            }
        }
    }

    @Test
    void what_cannot_be_read_is_unknown_and_what_is_suspended_does_not_matter() {
        DemoWorld world = DemoWorld.of(SHAPE);
        Truth truth = Truth.of(world, pack);
        CheckId check = new CheckId("security_contact_present");

        assertThat(truth.verdict(check, world.accounts().get(9).id())).hasValue(Verdict.NOT_APPLICABLE);
        assertThat(truth.verdict(check, world.accounts().get(10).id())).hasValue(Verdict.UNKNOWN);
        assertThat(truth.verdict(check, world.accounts().get(11).id())).hasValue(Verdict.UNKNOWN);
        assertThat(truth.toCsv()).contains("security_contact_present,222222222222,pass\n");
    }

    @Test
    void larger_worlds_have_the_same_first_accounts_and_flaws_of_their_own() {
        List<DemoAccount> small = DemoWorld.of(SHAPE).accounts();
        List<DemoAccount> large =
                DemoWorld.of(DemoWorld.Shape.standard(200, SHAPE.now())).accounts();

        assertThat(large.subList(0, 12).toString()).isEqualTo(small.toString());
        assertThat(large.stream().map(DemoAccount::id)).doesNotHaveDuplicates();
        assertThat(large.subList(12, 200))
                .anyMatch(account -> !account.plantings().isEmpty());
        assertThat(large.subList(12, 200))
                .anyMatch(account -> account.plantings().isEmpty());
    }
}
