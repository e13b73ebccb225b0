package io.muster.cli;

import io.muster.finding.Reason;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import io.muster.state.Coverage;
import io.muster.state.FindingCount;
import io.muster.state.Run;
import io.muster.state.State;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A run in a few lines, and the exit code that it deserves. */
final class RunSummary {

    private final List<FindingCount> counts;
    private final Coverage coverage;
    private final Run run;

    RunSummary(State state, Run run) {
        this.run = run;
        this.counts = state.findings().counts(run.id(), FindingCount.By.RUN);
        this.coverage = state.manifest().coverage(run.id());
    }

    /** Prints the run: for a person, or as one JSON object; {@code report} is null when there is none. */
    void print(Listing.Format format, @Nullable Path report, PrintWriter out) {
        if (format == Listing.Format.json) {
            Listing listing = new Listing(
                    "run_id",
                    "accounts",
                    "readings",
                    "read",
                    "unproven",
                    "fail",
                    "unknown",
                    "accepted",
                    "pass",
                    "report");
            listing.row(
                    run.id(),
                    run.accounts(),
                    coverage.total(),
                    coverage.read(),
                    coverage.unproven(),
                    of(Verdict.FAIL),
                    of(Verdict.UNKNOWN),
                    of(Verdict.ACCEPTED),
                    of(Verdict.PASS),
                    report);
            listing.print(format, out);
            return;
        }
        lines().forEach(out::println);
        if (report != null) {
            out.println("Report: " + report.resolve("index.html"));
        }
        out.flush();
    }

    private long of(Verdict verdict) {
        return counts.stream()
                .filter(count -> count.verdict() == verdict)
                .mapToLong(FindingCount::count)
                .sum();
    }

    /** What a person reads after a run. */
    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ENGLISH,
                "Run %s: %,d %s, %,d of %,d readings confirmed (%d %%).",
                run.id().shortForm(),
                run.accounts(),
                run.accounts() == 1 ? "account" : "accounts",
                coverage.read() - coverage.unproven(),
                coverage.total(),
                coverage.total() == 0 ? 0 : 100 * (coverage.read() - coverage.unproven()) / coverage.total()));
        if (coverage.unproven() > 0) {
            lines.add(String.format(
                    Locale.ENGLISH,
                    "%,d readings came through a standalone FDW, which proves nothing complete; use the Steampipe service.",
                    coverage.unproven()));
        }
        TextTable table = new TextTable("SEVERITY", "FAIL", "UNKNOWN", "ACCEPTED", "PASS");
        for (Severity severity : Severity.values()) {
            table.row(
                    severity.word(),
                    of(severity, Verdict.FAIL),
                    of(severity, Verdict.UNKNOWN),
                    of(severity, Verdict.ACCEPTED),
                    of(severity, Verdict.PASS));
        }
        lines.addAll(table.lines());
        if (!coverage.reasons().isEmpty()) {
            lines.add("Not read: "
                    + coverage.reasons().entrySet().stream()
                            .map(entry -> entry.getKey().word() + " " + entry.getValue())
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        if (coverage.reasons().containsKey(Reason.DENIED)) {
            lines.add("Denied: `muster permissions` prints the policy that the role needs,"
                    + " `muster permissions --explain ACTION` what is unknown without an action.");
        }
        return lines;
    }

    /** 3 with a failure at or above {@code failOn}, else 4 if anything is unknown, else 0. */
    int exitCode(Severity failOn) {
        boolean failed = counts.stream()
                .anyMatch(count ->
                        count.verdict() == Verdict.FAIL && count.severity().isAtLeast(failOn));
        if (failed) {
            return ExitCode.FAILED;
        }
        return counts.stream().anyMatch(count -> count.verdict() == Verdict.UNKNOWN) ? ExitCode.UNKNOWN : ExitCode.DONE;
    }

    private long of(Severity severity, Verdict verdict) {
        return counts.stream()
                .filter(count -> count.severity() == severity && count.verdict() == verdict)
                .mapToLong(FindingCount::count)
                .sum();
    }
}
