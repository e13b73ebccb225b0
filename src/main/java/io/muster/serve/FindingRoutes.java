package io.muster.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.muster.finding.AccountId;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.finding.RunId;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import io.muster.serve.Facts.Latest;
import io.muster.state.FindingFilter;
import io.muster.state.FindingPosition;
import io.muster.state.Run;
import io.muster.state.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers what the newest complete run found, a page at a time. */
final class FindingRoutes {

    static final int STANDARD_LIMIT = 100;
    static final int LARGEST_LIMIT = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> VERDICTS =
            words(Arrays.stream(Verdict.values()).map(Verdict::word).toList());
    private static final Set<String> SEVERITIES =
            words(Arrays.stream(Severity.values()).map(Severity::word).toList());

    private final State state;
    private final Facts facts;

    FindingRoutes(State state, Facts facts) {
        this.state = state;
        this.facts = facts;
    }

    private static Set<String> words(List<String> words) {
        return new LinkedHashSet<>(words);
    }

    /** Where the page before ended; the run stays the same although a newer one may be complete. */
    private record Cursor(RunId run, FindingPosition position) {

        String text() {
            try {
                byte[] parts = JSON.writeValueAsBytes(List.of(
                        run.toString(),
                        position.severity().word(),
                        position.check().value(),
                        position.account().value(),
                        position.region(),
                        position.resource()));
                return Base64.getUrlEncoder().withoutPadding().encodeToString(parts);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        static Cursor of(String text) {
            try {
                JsonNode parts = JSON.readTree(Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.US_ASCII)));
                return new Cursor(
                        RunId.of(part(parts, 0)),
                        new FindingPosition(
                                Severity.of(part(parts, 1)),
                                new CheckId(part(parts, 2)),
                                new AccountId(part(parts, 3)),
                                part(parts, 4),
                                part(parts, 5)));
            } catch (IOException | IllegalArgumentException e) {
                throw Refusal.badRequest(
                        "'cursor' is none that was handed out here.", "", "take next_cursor as it is, or leave it out");
            }
        }

        private static String part(JsonNode parts, int index) {
            JsonNode part = parts.path(index);
            if (!part.isTextual()) {
                throw new IllegalArgumentException("no text at " + index);
            }
            return Parameters.requireText("cursor", part.textValue());
        }
    }

    /** {@code GET /v1/findings}. */
    void list(Context context) {
        Parameters parameters =
                Parameters.of(context, "verdict", "severity", "check", "account", "owner", "limit", "cursor");
        int limit = parameters.number("limit", STANDARD_LIMIT, LARGEST_LIMIT);
        Optional<Cursor> cursor = parameters.text("cursor").map(Cursor::of);
        Latest latest = facts.latest().orElseThrow(Refusal::nothingAudited);
        Run run = cursor.map(it -> find(it.run())).orElse(latest.run());
        FindingFilter filter = filter(parameters, latest, cursor.isPresent());
        @Nullable FindingPosition after = cursor.map(Cursor::position).orElse(null);
        List<Finding> page = state.findings().page(run.id(), filter, after, limit);
        context.contentType(Json.TYPE).result(Json.object(json -> {
            json.writeStringField("run_id", run.id().toString());
            Json.time(json, "as_of", run.started());
            json.writeArrayFieldStart("findings");
            for (Finding finding : page) {
                Json.finding(json, finding);
            }
            json.writeEndArray();
            json.writeStringField("next_cursor", page.size() < limit ? null : next(run, page));
        }));
    }

    private static String next(Run run, List<Finding> page) {
        return new Cursor(run.id(), FindingPosition.of(page.get(page.size() - 1))).text();
    }

    private Run find(RunId id) {
        return state.runs()
                .find(id)
                .filter(Run::isComplete)
                .orElseThrow(() -> Refusal.badRequest(
                        "The run of this 'cursor' is no longer there.", "", "begin again without a cursor"));
    }

    private static FindingFilter filter(Parameters parameters, Latest latest, boolean goesOn) {
        Optional<String> owner = parameters.text("owner");
        FindingFilter filter = new FindingFilter(
                parameters.words("verdict", VERDICTS, Verdict::of),
                parameters.words("severity", SEVERITIES, Severity::of),
                // What the newest run does not have may be in the run that a cursor goes on with.
                parameters.words("check", goesOn ? given(parameters, "check") : latest.checks(), FindingRoutes::check),
                parameters.words(
                        "account", goesOn ? given(parameters, "account") : accounts(latest), FindingRoutes::account),
                owner.orElse(null));
        if (owner.isPresent() && !goesOn && !latest.owners().contains(owner.get())) {
            throw Refusal.badRequest(
                    "Nobody by the name of '" + owner.get() + "' owns a finding.",
                    Refusal.suggestion(owner.get(), latest.owners()),
                    "");
        }
        return filter;
    }

    private static Set<String> given(Parameters parameters, String name) {
        return new LinkedHashSet<>(parameters.texts(name));
    }

    private static Set<String> accounts(Latest latest) {
        return latest.organization().accounts().stream()
                .map(account -> account.id().value())
                .collect(Collectors.toSet());
    }

    private static CheckId check(String text) {
        try {
            return new CheckId(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("'" + text + "' is no id of a check.", "", "check=cloudtrail_log_validation");
        }
    }

    private static AccountId account(String text) {
        if (!AccountId.isOne(text)) {
            throw Refusal.badRequest(
                    "'" + text + "' is no account id.", "An account id has twelve digits.", "account=111122223333");
        }
        return new AccountId(text);
    }
}
