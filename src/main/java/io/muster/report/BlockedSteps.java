package io.muster.report;

import io.muster.catalog.Playbook;
import io.muster.finding.AccountId;
import io.muster.finding.CheckId;
import io.muster.finding.Verdict;
import io.muster.state.Decision;
import io.muster.state.Run;
import io.muster.state.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the steps of playbooks that an investigator could not do today, since a check that answers for them fails or is
 * unknown.
 */
final class BlockedSteps {

    private static final int MOST_ACCOUNTS = 10;

    private final PlaybookSteps steps;
    private final List<Draft> drafts = new ArrayList<>();

    BlockedSteps(PlaybookSteps steps, List<ReportModel.Check> checks, List<ReportModel.Account> accounts) {
        this.steps = steps;
        Map<String, Map<Playbook.LooksAt, LookBack>> lookBacks = new HashMap<>();
        accounts.forEach(account -> lookBacks.put(account.id(), account.lookBack()));
        for (PlaybookSteps.Step step : steps.all()) {
            drafts.add(new Draft(
                    step,
                    checks.stream()
                            .filter(check -> step.deciding().contains(new CheckId(check.id())))
                            .toList(),
                    lookBacks));
        }
    }

    /** In the order of the playbooks; steps that nothing blocks are left out. */
    List<ReportModel.Blocked> of(State state, Run run) {
        if (!drafts.isEmpty()) {
            state.findings()
                    .decisions(
                            run.id(),
                            decision -> steps.of(decision.check())
                                    .forEach(step -> drafts.get(step.place()).add(decision)));
        }
        return drafts.stream()
                .map(Draft::blocked)
                .filter(blocked -> blocked.failed() + blocked.unknown() > 0)
                .toList();
    }

    private static final class Draft {

        private final PlaybookSteps.Step step;
        private final List<ReportModel.Check> checks;
        private final Map<String, Map<Playbook.LooksAt, LookBack>> lookBacks;
        private final Map<AccountId, Verdict> worst = new TreeMap<>();
        private final Map<AccountId, String> names = new HashMap<>();

        Draft(
                PlaybookSteps.Step step,
                List<ReportModel.Check> checks,
                Map<String, Map<Playbook.LooksAt, LookBack>> lookBacks) {
            this.step = step;
            this.checks = checks;
            this.lookBacks = lookBacks;
        }

        void add(Decision decision) {
            names.put(decision.account(), decision.accountName());
            worst.merge(
                    decision.account(),
                    decision.verdict(),
                    (one, two) -> Verdict.WORST_FIRST.compare(one, two) <= 0 ? one : two);
        }

        ReportModel.Blocked blocked() {
            List<String> failed = new ArrayList<>();
            Set<AccountId> unknown = new HashSet<>();
            worst.forEach((account, verdict) -> {
                if (verdict == Verdict.FAIL) {
                    failed.add(names.getOrDefault(account, account.value()));
                } else if (verdict == Verdict.UNKNOWN) {
                    unknown.add(account);
                }
            });
            return new ReportModel.Blocked(
                    step.name(),
                    step.playbook().title(),
                    step.playbook().source(),
                    step.step().question(),
                    checks.stream()
                            .filter(check -> check.of(Verdict.FAIL) + check.of(Verdict.UNKNOWN) > 0)
                            .toList(),
                    failed.subList(0, Math.min(MOST_ACCOUNTS, failed.size())),
                    failed.size(),
                    unknown.size(),
                    worst.size(),
                    reach());
        }

        private ReportModel.@Nullable Reach reach() {
            Playbook.LooksAt looksAt = step.step().looksAt();
            if (looksAt == null) {
                return null;
            }
            LookBack shortest = null;
            long known = 0;
            long notKnown = 0;
            for (AccountId account : worst.keySet()) {
                LookBack lookBack =
                        lookBacks.getOrDefault(account.value(), Map.of()).get(looksAt);
                if (lookBack == null || !lookBack.isKnown()) {
                    notKnown++;
                } else {
                    known++;
                    shortest = shortest == null ? lookBack : LookBack.shortest(shortest, lookBack);
                }
            }
            return new ReportModel.Reach(shortest, known, notKnown);
        }
    }
}
