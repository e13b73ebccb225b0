package io.muster.report;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Pack;
import io.muster.catalog.Playbook;
import io.muster.finding.AccountId;
import io.muster.finding.CheckId;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import io.muster.state.Decision;
import io.muster.state.Run;
import io.muster.state.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the steps of playbooks that an investigator could not do today, since a check that answers for them fails or is
 * unknown. Checks below medium block nothing, and neither do rows that no check decides.
 */
final class BlockedSteps {

    private static final int MOST_ACCOUNTS = 10;

    private final List<Draft> drafts = new ArrayList<>();
    private final Map<CheckId, List<Draft>> byCheck = new HashMap<>();

    BlockedSteps(Pack pack, List<ReportModel.Check> checks) {
        for (Playbook playbook : pack.playbooks()) {
            for (Playbook.Step step : playbook.steps()) {
                Set<CheckId> deciding = deciding(pack, step);
                Draft draft = new Draft(
                        playbook.name(),
                        step.question(),
                        checks.stream()
                                .filter(check -> deciding.contains(new CheckId(check.id())))
                                .toList());
                drafts.add(draft);
                deciding.forEach(id ->
                        byCheck.computeIfAbsent(id, any -> new ArrayList<>()).add(draft));
            }
        }
    }

    private static Set<CheckId> deciding(Pack pack, Playbook.Step step) {
        Set<CheckId> ids = new LinkedHashSet<>();
        for (CheckSpec check : pack.checks()) {
            if (check.severity().isAtLeast(Severity.MEDIUM)
                    && check.requirements().stream().anyMatch(step.rows()::contains)) {
                ids.add(check.id());
            }
        }
        return ids;
    }

    /** In the order of the playbooks; steps that nothing blocks are left out. */
    List<ReportModel.Blocked> of(State state, Run run) {
        if (!byCheck.isEmpty()) {
            state.findings()
                    .decisions(
                            run.id(),
                            decision -> byCheck.getOrDefault(decision.check(), List.of())
                                    .forEach(draft -> draft.add(decision)));
        }
        return drafts.stream()
                .map(Draft::blocked)
                .filter(blocked -> blocked.failed() + blocked.unknown() > 0)
                .toList();
    }

    private static final class Draft {

        private final String playbook;
        private final String question;
        private final List<ReportModel.Check> checks;
        private final Map<AccountId, Verdict> worst = new TreeMap<>();
        private final Map<AccountId, String> names = new HashMap<>();

        Draft(String playbook, String question, List<ReportModel.Check> checks) {
            this.playbook = playbook;
            this.question = question;
            this.checks = checks;
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
                    playbook,
                    question,
                    checks.stream()
                            .filter(check -> check.of(Verdict.FAIL) + check.of(Verdict.UNKNOWN) > 0)
                            .toList(),
                    failed.subList(0, Math.min(MOST_ACCOUNTS, failed.size())),
                    failed.size(),
                    unknown.size(),
                    worst.size());
        }
    }
}
