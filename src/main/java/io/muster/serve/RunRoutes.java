package io.muster.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.muster.finding.AccountId;
import io.muster.finding.Reason;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import io.muster.inventory.Account;
import io.muster.inventory.Slice;
import io.muster.inventory.SliceStatus;
import io.muster.serve.Facts.Latest;
import io.muster.state.FindingCount;
import io.muster.state.Run;
import io.muster.state.State;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers which runs there were, and what is known of an account. */
final class RunRoutes {

    static final int STANDARD_LIMIT = 20;
    static final int LARGEST_LIMIT = 1_000;

    private final State state;
    private final Facts facts;

    RunRoutes(State state, Facts facts) {
        this.state = state;
        this.facts = facts;
    }

    /** {@code GET /v1/runs}. */
    void list(Context context) {
        int limit = Parameters.of(context, "limit").number("limit", STANDARD_LIMIT, LARGEST_LIMIT);
        List<Run> runs = state.runs().list(limit);
        context.contentType(Json.TYPE).result(Json.object(json -> {
            json.writeArrayFieldStart("runs");
            for (Run run : runs) {
                write(json, run);
            }
            json.writeEndArray();
        }));
    }

    private static void write(JsonGenerator json, Run run) throws IOException {
        json.writeStartObject();
        json.writeStringField("run_id", run.id().toString());
        Json.time(json, "started", run.started());
        Json.time(json, "finished", run.finished());
        json.writeStringField("status", run.status().word());
        json.writeStringField("scope", run.scope());
        json.writeStringField("organization", run.organization());
        json.writeNumberField("accounts", run.accounts());
        json.writeNumberField("findings", run.findings());
        json.writeNumberField("gaps", run.gaps());
        json.writeStringField("why", run.why());
        json.writeEndObject();
    }

    /** {@code GET /v1/accounts/{id}}. */
    void account(Context context) {
        Parameters.of(context);
        String id = Parameters.requireText("id", context.pathParam("id"));
        if (!AccountId.isOne(id)) {
            throw Refusal.badRequest(
                    "'" + id + "' is no account id.",
                    "An account id has twelve digits.",
                    "/v1/accounts/111122223333, or /v1/assets/" + "{key} for other keys");
        }
        Latest latest = facts.latest().orElseThrow(Refusal::nothingAudited);
        Account account = latest.account(id)
                .orElseThrow(() -> Refusal.of(
                        404,
                        "The organization has no account " + id + ".",
                        "It had none when the audit of " + latest.run().started() + " asked.",
                        "/v1/assets/" + id + " knows earlier times too"));
        List<Slice> slices = state.manifest().of(latest.run().id(), account.id());
        context.contentType(Json.TYPE).result(Json.object(json -> {
            json.writeStringField("run_id", latest.run().id().toString());
            Json.time(json, "as_of", latest.run().started());
            write(json, account);
            writeFindings(json, latest.byAccount().getOrDefault(id, List.of()));
            writeCoverage(json, slices);
        }));
    }

    private static void write(JsonGenerator json, Account account) throws IOException {
        json.writeStringField("account_id", account.id().value());
        json.writeStringField("account_name", account.name());
        json.writeStringField("state", account.state().name());
        json.writeStringField("partition", account.partition());
        json.writeBooleanField("management", account.management());
        json.writeArrayFieldStart("regions");
        for (String region : account.regions()) {
            json.writeString(region);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("tags");
        for (Map.Entry<String, String> tag : new TreeMap<>(account.tags()).entrySet()) {
            json.writeStringField(tag.getKey(), tag.getValue());
        }
        json.writeEndObject();
        json.writeStringField("owner", account.owner());
        json.writeStringField("environment", account.environment());
        json.writeStringField("data_class", account.dataClass());
        json.writeStringField("connection", account.connection());
    }

    /** By verdict, each with its severities. */
    private static void writeFindings(JsonGenerator json, List<FindingCount> counts) throws IOException {
        json.writeObjectFieldStart("findings");
        for (Verdict verdict : Verdict.values()) {
            json.writeObjectFieldStart(verdict.word());
            for (Severity severity : Severity.values()) {
                long count = counts.stream()
                        .filter(it -> it.verdict() == verdict && it.severity() == severity)
                        .mapToLong(FindingCount::count)
                        .sum();
                json.writeNumberField(severity.word(), count);
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeCoverage(JsonGenerator json, List<Slice> slices) throws IOException {
        Map<SliceStatus, Long> counts = new EnumMap<>(SliceStatus.class);
        Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
        for (Slice slice : slices) {
            counts.merge(slice.status(), 1L, Long::sum);
            if (slice.reason() != null) {
                reasons.merge(slice.reason(), 1L, Long::sum);
            }
        }
        json.writeObjectFieldStart("coverage");
        json.writeNumberField("read", counts.getOrDefault(SliceStatus.READ, 0L));
        json.writeNumberField("unreadable", counts.getOrDefault(SliceStatus.UNREADABLE, 0L));
        json.writeNumberField("not_asked", counts.getOrDefault(SliceStatus.NOT_ASKED, 0L));
        json.writeObjectFieldStart("reasons");
        for (Map.Entry<Reason, Long> reason : reasons.entrySet()) {
            json.writeNumberField(reason.getKey().word(), reason.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
