package io.muster.report;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Pack;
import io.muster.finding.AccountId;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.finding.Reason;
import io.muster.finding.Verdict;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects what findings say about the steps of playbooks, and writes it account by account: a line for each check that
 * blocks a step, and one for a step that nothing blocks. Memory is bounded by accounts × checks.
 */
final class StepLines {

    static final List<String> COLUMNS = List.of(
            "playbook",
            "title",
            "number",
            "step",
            "account_id",
            "account_name",
            "state",
            "check",
            "scope",
            "verdict",
            "reason",
            "findings",
            "looks_at",
            "look_back_days",
            "look_back_because");

    /** What a check says about an account: its worst verdict, and how many findings say so. */
    private static final class Said {
        private Verdict verdict;
        private @Nullable Reason reason;
        private long findings;

        Said(Verdict verdict) {
            this.verdict = verdict;
        }
    }

    private final PlaybookSteps steps;
    private final Pack pack;
    private final Map<AccountId, Map<CheckId, Said>> said = new HashMap<>();

    StepLines(PlaybookSteps steps, Pack pack) {
        this.steps = steps;
        this.pack = pack;
    }

    void add(Finding finding) {
        if (steps.of(finding.check()).isEmpty()) {
            return;
        }
        Said known = said.computeIfAbsent(finding.accountId(), any -> new HashMap<>())
                .computeIfAbsent(finding.check(), any -> new Said(finding.verdict()));
        int order = Verdict.WORST_FIRST.compare(finding.verdict(), known.verdict);
        if (order < 0) {
            known.verdict = finding.verdict();
            known.findings = 0;
            known.reason = null;
        }
        if (order <= 0) {
            known.findings++;
            known.reason = known.reason == null ? finding.reason() : known.reason;
        }
    }

    /** For each step of each account at least one line. */
    void write(SafeCsv csv, List<ReportModel.Account> accounts) throws IOException {
        for (ReportModel.Account account : accounts) {
            Map<CheckId, Said> ofAccount = said.getOrDefault(new AccountId(account.id()), Map.of());
            for (PlaybookSteps.Step step : steps.all()) {
                write(csv, account, step, ofAccount);
            }
        }
    }

    private void write(SafeCsv csv, ReportModel.Account account, PlaybookSteps.Step step, Map<CheckId, Said> ofAccount)
            throws IOException {
        boolean answered = false;
        boolean blocked = false;
        for (CheckId check : step.deciding()) {
            Said verdict = ofAccount.get(check);
            if (verdict == null) {
                continue;
            }
            answered |= verdict.verdict == Verdict.PASS || verdict.verdict == Verdict.ACCEPTED;
            if (verdict.verdict == Verdict.FAIL || verdict.verdict == Verdict.UNKNOWN) {
                blocked = true;
                line(csv, account, step, verdict.verdict == Verdict.FAIL ? "blocked" : "unknown", check, verdict);
            }
        }
        if (!blocked) {
            line(csv, account, step, answered ? "free" : "not-applicable", null, null);
        }
    }

    /** A check of the whole organization stands on the management account, and concerns all of them. */
    private @Nullable String scope(CheckId check) {
        return pack.check(check)
                .map(CheckSpec::scope)
                .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                .orElse(null);
    }

    private void line(
            SafeCsv csv,
            ReportModel.Account account,
            PlaybookSteps.Step step,
            String stateOfStep,
            @Nullable CheckId check,
            @Nullable Said verdict)
            throws IOException {
        LookBack lookBack = step.step().looksAt() == null
                ? null
                : account.lookBack().get(step.step().looksAt());
        csv.record(Arrays.<@Nullable Object>asList(
                step.playbook().id(),
                step.playbook().title(),
                step.number(),
                step.step().question(),
                account.id(),
                account.name(),
                stateOfStep,
                check == null ? null : check.value(),
                check == null ? null : scope(check),
                verdict == null ? null : verdict.verdict.word(),
                verdict == null || verdict.reason == null ? null : verdict.reason.word(),
                verdict == null ? null : verdict.findings,
                step.step().looksAt() == null ? null : step.step().looksAt().word(),
                lookBack == null ? null : lookBack.word(),
                lookBack == null ? null : lookBack.because()));
    }
}
