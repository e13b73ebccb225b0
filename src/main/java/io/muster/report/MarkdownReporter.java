package io.muster.report;

import static io.muster.report.MarkdownText.cell;

import io.muster.finding.Finding;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import io.muster.state.Run;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes {@code report.md}: the page's order, short enough for a ticket or a chat. */
final class MarkdownReporter implements Reporter {

    private static final int LIST_LIMIT = 25;

    @Override
    public void write(Run run, ReportModel model, Path folder) throws IOException {
        try (BufferedWriter writer = TextFile.create(folder.resolve("report.md"));
                PrintWriter out = new PrintWriter(writer)) {
            writeTop(out, model);
            writeMovements(out, model);
            writeOpen(out, model);
            writeOwners(out, model);
            writeBlocked(out, model);
            writeChecks(out, "Contacts", model.contacts());
            if (!model.noted().isEmpty()) {
                writeChecks(out, "Drills", model.noted());
            }
            writeExceptions(out, model);
            writeTrend(out, model);
            writeChecks(out, "All checks", model.checks());
            if (out.checkError()) {
                throw new IOException("report.md could not be written");
            }
        }
    }

    private static void writeTop(PrintWriter out, ReportModel model) {
        out.printf("# Readiness on %s%n%n", PageText.day(model.started()));
        if (!model.complete()) {
            out.printf("**This run did not finish; nothing here replaces a complete report.**%n%n");
        }
        if (!model.scope().isEmpty()) {
            out.printf("**This run was narrowed to `%s`; what is missing below was not asked.**%n%n", model.scope());
        }
        out.printf("%s, run %s.%n%n", PageText.count(model.accountCount(), "account"), model.shortRunId());
        out.printf("## Can we trust this report?%n%n");
        out.printf(
                "%s of %s readings were answered and confirmed (%d %%).%n%n",
                PageText.number(model.coverage().confirmed()),
                PageText.number(model.coverage().asked()),
                model.coverage().percent());
        model.coverage()
                .reasons()
                .forEach((reason, count) -> out.printf("- %s: %s%n", cell(reason), PageText.number(count)));
        out.println();
    }

    private static void writeMovements(PrintWriter out, ReportModel model) {
        if (model.comparedWith() == null) {
            out.printf("## What got worse, what got fixed%n%nThere is no earlier run to compare with.%n%n");
            return;
        }
        out.printf("## What got worse (%s)%n%n", PageText.number(model.worseCount()));
        writeFindings(out, model.worse());
        out.printf("## What got fixed (%s)%n%n", PageText.number(model.fixedCount()));
        writeFindings(out, model.fixed());
    }

    private static void writeFindings(PrintWriter out, List<Finding> findings) {
        findings.stream()
                .limit(LIST_LIMIT)
                .forEach(finding -> out.printf(
                        "- **%s** %s: %s %s (%s %s)%n",
                        finding.severity().word(),
                        cell(finding.title()),
                        cell(finding.resource()),
                        cell(finding.message()),
                        cell(finding.accountName()),
                        finding.accountId()));
        if (findings.size() > LIST_LIMIT) {
            out.printf("- and more in findings.csv%n");
        }
        out.println();
    }

    private static void writeOpen(PrintWriter out, ReportModel model) {
        out.printf("## What is open, by severity%n%n| Severity | Failures | Unknown |%n|---|---:|---:|%n");
        for (Severity severity : Severity.values()) {
            out.printf(
                    "| %s | %s | %s |%n",
                    severity.word(),
                    PageText.number(model.totals().failures(severity)),
                    PageText.number(model.totals().unknowns(severity)));
        }
        out.println();
    }

    private static void writeBlocked(PrintWriter out, ReportModel model) {
        out.printf("## What an investigator could not answer today%n%n");
        if (model.blocked().isEmpty()) {
            out.printf("No step of a playbook is blocked by what was checked.%n%n");
            return;
        }
        out.printf(
                "What blocks which step in which account, and how far back one can look there, is in playbooks.csv.%n%n");
        out.printf(
                "| Playbook | Step | Blocked | Unknown | Of | Look back | Because of |%n|---|---|---:|---:|---:|---|---|%n");
        for (ReportModel.Blocked step : model.blocked()) {
            out.printf(
                    "| %s | %s | %d | %d | %d | %s | %s |%n",
                    cell(step.playbook()),
                    cell(step.question()),
                    step.failed(),
                    step.unknown(),
                    step.asked(),
                    PageText.reach(step.reach()),
                    step.checks().stream().map(ReportModel.Check::id).collect(Collectors.joining(", ")));
        }
        out.println();
    }

    private static void writeExceptions(PrintWriter out, ReportModel model) {
        out.printf("## Exceptions%n%n");
        if (model.exceptions().isEmpty()) {
            out.printf("No finding is covered by an exception, and none has an expired one.%n%n");
            return;
        }
        out.printf("| Ends | Check | Resource | Account | Exception |%n|---|---|---|---|---|%n");
        model.exceptions().stream()
                .limit(LIST_LIMIT)
                .forEach(acceptance -> out.printf(
                        "| %s | %s | %s | %s | %s |%n",
                        PageText.ends(acceptance, model.started()),
                        acceptance.finding().check(),
                        cell(acceptance.finding().resource()),
                        cell(acceptance.finding().accountName()),
                        cell(String.valueOf(acceptance.finding().exception()))));
        out.println();
    }

    private static void writeTrend(PrintWriter out, ReportModel model) {
        if (model.trend().size() < 2) {
            return;
        }
        out.printf("## Trend%n%n| Week of | Failures | Unknown |%n|---|---:|---:|%n");
        for (ReportModel.Week week : model.trend()) {
            out.printf("| %s | %d | %d |%n", week.monday(), week.failures(), week.unknowns());
        }
        out.println();
    }

    private static void writeChecks(PrintWriter out, String title, List<ReportModel.Check> checks) {
        out.printf("## %s%n%n| Check | Severity | Fail | Unknown | Accepted | Pass | Accounts |%n", title);
        out.printf("|---|---|---:|---:|---:|---:|---:|%n");
        for (ReportModel.Check check : checks) {
            out.printf(
                    "| %s | %s | %d | %d | %d | %d | %d |%n",
                    cell(check.title()),
                    check.severity().word(),
                    check.of(Verdict.FAIL),
                    check.of(Verdict.UNKNOWN),
                    check.of(Verdict.ACCEPTED),
                    check.of(Verdict.PASS),
                    check.asked());
        }
        out.println();
    }

    private static void writeOwners(PrintWriter out, ReportModel model) {
        out.printf(
                "## What is open, by owner%n%n| Owner | Accounts | Critical | Failures | Unknown |%n|---|---:|---:|---:|---:|%n");
        for (ReportModel.Owner owner : model.owners()) {
            out.printf(
                    "| %s | %d | %d | %d | %d |%n",
                    cell(owner.name()), owner.accounts(), owner.critical(), owner.failures(), owner.unknowns());
        }
        out.println();
    }
}
