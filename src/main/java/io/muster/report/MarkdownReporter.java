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
        out.printf("%s, run %s.%n%n", PageText.count(model.accountCount(), "account"), model.shortRunId());
        out.printf("## Can we trust this report?%n%n");
        out.printf(
                "%s of %s readings were answered and confirmed (%d %%).%n%n",
                PageText.number(model.coverage().read()),
                PageText.number(model.coverage().asked()),
                model.coverage().percent());
        model.coverage()
                .reasons()
                .forEach((reason, count) -> out.printf("- %s: %s%n", cell(reason), PageText.number(count)));
        out.println();
    }

    private static void writeMovements(PrintWriter out, ReportModel model) {
        if (model.comparedWith() == null) {
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
        out.printf("## What is open%n%n| Severity | Failures | Unknown |%n|---|---:|---:|%n");
        for (Severity severity : Severity.values()) {
            out.printf(
                    "| %s | %s | %s |%n",
                    severity.word(),
                    PageText.number(model.totals().failures(severity)),
                    PageText.number(model.totals().unknowns(severity)));
        }
        out.printf("%n| Check | Severity | Fail | Unknown | Accepted | Pass | Accounts |%n");
        out.printf("|---|---|---:|---:|---:|---:|---:|%n");
        for (ReportModel.Check check : model.checks()) {
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
                "## Who must act%n%n| Owner | Accounts | Critical | Failures | Unknown |%n|---|---:|---:|---:|---:|%n");
        for (ReportModel.Owner owner : model.owners()) {
            out.printf(
                    "| %s | %d | %d | %d | %d |%n",
                    cell(owner.name()), owner.accounts(), owner.critical(), owner.failures(), owner.unknowns());
        }
        out.println();
    }
}
