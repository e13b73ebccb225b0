package io.muster.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.catalog.Playbook;
import io.muster.finding.Finding;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import io.muster.state.FindingFilter;
import io.muster.state.Run;
import io.muster.state.State;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code report.json}. Its {@code schema} is a version that only ever gains fields: {@code run}, {@code coverage},
 * {@code totals}, {@code checks}, {@code accounts}, {@code owners}, {@code worse}, {@code fixed}, {@code trend} and
 * {@code findings}, each finding with the fields of {@link Finding#FIELDS}.
 */
final class JsonReporter implements Reporter {

    static final int SCHEMA = 1;

    private final State state;

    JsonReporter(State state) {
        this.state = state;
    }

    @Override
    public void write(Run run, ReportModel model, Path folder) throws IOException {
        try (OutputStream out =
                        new BufferedOutputStream(Files.newOutputStream(folder.resolve("report.json")), 1 << 16);
                JsonGenerator json = Json.pretty(out)) {
            json.writeStartObject();
            json.writeNumberField("schema", SCHEMA);
            json.writeStringField("muster", model.version());
            writeRun(json, model);
            writeCoverage(json, model.coverage());
            writeTotals(json, model.totals());
            writeChecks(json, model.checks());
            writeAccounts(json, model.accounts());
            writeOwners(json, model.owners());
            json.writeNumberField("worse_count", model.worseCount());
            writeFindings(json, "worse", model.worse());
            json.writeNumberField("fixed_count", model.fixedCount());
            writeFindings(json, "fixed", model.fixed());
            writeBlocked(json, model.blocked());
            writeExceptions(json, model.exceptions());
            writeTrend(json, model.trend());
            json.writeArrayFieldStart("findings");
            state.findings().forEach(run.id(), FindingFilter.ALL, finding -> write(json, finding));
            json.writeEndArray();
            json.writeEndObject();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void writeRun(JsonGenerator json, ReportModel model) throws IOException {
        json.writeObjectFieldStart("run");
        json.writeStringField("run_id", model.runId());
        json.writeBooleanField("complete", model.complete());
        json.writeStringField("scope", model.scope());
        json.writeStringField("started", model.started().toString());
        json.writeStringField(
                "finished", model.finished() == null ? null : model.finished().toString());
        json.writeStringField(
                "compared_with",
                model.comparedWith() == null ? null : model.comparedWith().toString());
        json.writeStringField("organization", model.organization());
        json.writeNumberField("accounts", model.accountCount());
        json.writeEndObject();
    }

    private static void writeCoverage(JsonGenerator json, ReportModel.Coverage coverage) throws IOException {
        json.writeObjectFieldStart("coverage");
        json.writeNumberField("asked", coverage.asked());
        json.writeNumberField("read", coverage.read());
        json.writeNumberField("confirmed", coverage.confirmed());
        json.writeNumberField("unproven", coverage.unproven());
        json.writeObjectFieldStart("reasons");
        for (Map.Entry<String, Long> reason : coverage.reasons().entrySet()) {
            json.writeNumberField(reason.getKey(), reason.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeTotals(JsonGenerator json, ReportModel.Totals totals) throws IOException {
        json.writeObjectFieldStart("totals");
        json.writeNumberField("findings", totals.all());
        writeVerdicts(json, totals.verdicts());
        json.writeObjectFieldStart("failures");
        for (Severity severity : Severity.values()) {
            json.writeNumberField(severity.word(), totals.failures(severity));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("unknowns");
        for (Severity severity : Severity.values()) {
            json.writeNumberField(severity.word(), totals.unknowns(severity));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeVerdicts(JsonGenerator json, Map<Verdict, Long> verdicts) throws IOException {
        json.writeObjectFieldStart("verdicts");
        for (Verdict verdict : Verdict.values()) {
            json.writeNumberField(verdict.word(), verdicts.getOrDefault(verdict, 0L));
        }
        json.writeEndObject();
    }

    private static void writeChecks(JsonGenerator json, List<ReportModel.Check> checks) throws IOException {
        json.writeArrayFieldStart("checks");
        for (ReportModel.Check check : checks) {
            json.writeStartObject();
            json.writeStringField("check", check.id());
            json.writeStringField("area", check.area());
            json.writeStringField("title", check.title());
            json.writeStringField("severity", check.severity().word());
            json.writeStringField("risk", check.risk());
            json.writeStringField("fix", check.fix());
            json.writeArrayFieldStart("requirements");
            for (String requirement : check.requirements()) {
                json.writeString(requirement);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("frameworks");
            for (String control : check.controls()) {
                json.writeString(control);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("blocks");
            for (String step : check.blocks()) {
                json.writeString(step);
            }
            json.writeEndArray();
            json.writeNumberField("gaps", check.gapCount());
            json.writeFieldName("accounts");
            json.writeStartObject();
            for (Verdict verdict : Verdict.values()) {
                json.writeNumberField(verdict.word(), check.of(verdict));
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeAccounts(JsonGenerator json, List<ReportModel.Account> accounts) throws IOException {
        json.writeArrayFieldStart("accounts");
        for (ReportModel.Account account : accounts) {
            json.writeStartObject();
            json.writeStringField("account_id", account.id());
            json.writeStringField("account_name", account.name());
            json.writeStringField("owner", account.owner());
            json.writeStringField("environment", account.environment());
            json.writeNumberField("critical", account.critical());
            writeVerdicts(json, account.verdicts());
            writeLookBack(json, account.lookBack());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Days are null where they are not known or there is no end; {@code because} says which. */
    private static void writeLookBack(JsonGenerator json, Map<Playbook.LooksAt, LookBack> lookBacks)
            throws IOException {
        json.writeObjectFieldStart("look_back");
        for (Playbook.LooksAt looksAt : Playbook.LooksAt.values()) {
            LookBack lookBack = lookBacks.get(looksAt);
            if (lookBack != null) {
                json.writeObjectFieldStart(looksAt.word());
                json.writeStringField("reach", lookBack.word());
                json.writeObjectField("days", lookBack.daysOrNull());
                json.writeStringField("because", lookBack.because());
                json.writeEndObject();
            }
        }
        json.writeEndObject();
    }

    private static void writeOwners(JsonGenerator json, List<ReportModel.Owner> owners) throws IOException {
        json.writeArrayFieldStart("owners");
        for (ReportModel.Owner owner : owners) {
            json.writeStartObject();
            json.writeStringField("owner", owner.name());
            json.writeNumberField("accounts", owner.accounts());
            json.writeNumberField("critical", owner.critical());
            json.writeNumberField("failures", owner.failures());
            json.writeNumberField("unknowns", owner.unknowns());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeBlocked(JsonGenerator json, List<ReportModel.Blocked> steps) throws IOException {
        json.writeArrayFieldStart("blocked");
        for (ReportModel.Blocked step : steps) {
            json.writeStartObject();
            json.writeStringField("id", step.id());
            json.writeStringField("playbook", step.playbook());
            json.writeStringField("source", step.source());
            json.writeStringField("step", step.question());
            json.writeNumberField("failed", step.failed());
            json.writeNumberField("unknown", step.unknown());
            json.writeNumberField("accounts", step.asked());
            json.writeArrayFieldStart("checks");
            for (ReportModel.Check check : step.checks()) {
                json.writeString(check.id());
            }
            json.writeEndArray();
            ReportModel.Reach reach = step.reach();
            if (reach == null) {
                json.writeNullField("look_back");
            } else {
                LookBack shortest = reach.shortest();
                json.writeObjectFieldStart("look_back");
                json.writeStringField("shortest", shortest == null ? null : shortest.word());
                json.writeNumberField("known", reach.known());
                json.writeNumberField("not_known", reach.notKnown());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeExceptions(JsonGenerator json, List<ReportModel.Acceptance> exceptions)
            throws IOException {
        json.writeArrayFieldStart("exceptions");
        for (ReportModel.Acceptance acceptance : exceptions) {
            Finding finding = acceptance.finding();
            json.writeStartObject();
            json.writeStringField("check", finding.check().value());
            json.writeStringField("account_id", finding.accountId().value());
            json.writeStringField("resource", finding.resource());
            json.writeStringField("exception", finding.exception());
            json.writeStringField(
                    "until",
                    acceptance.until() == null ? null : acceptance.until().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeTrend(JsonGenerator json, List<ReportModel.Week> trend) throws IOException {
        json.writeArrayFieldStart("trend");
        for (ReportModel.Week week : trend) {
            json.writeStartObject();
            json.writeStringField("week", week.monday().toString());
            json.writeNumberField("failures", week.failures());
            json.writeNumberField("unknowns", week.unknowns());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeFindings(JsonGenerator json, String name, List<Finding> findings) throws IOException {
        json.writeArrayFieldStart(name);
        for (Finding finding : findings) {
            Json.write(json, finding);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Finding finding) {
        try {
            Json.write(json, finding);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
