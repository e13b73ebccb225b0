package io.muster.demo.world;

import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.SiemSpec;
import io.muster.inventory.AccountState;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the SIEM of the demo world answers to the questions of the pack, in the words of Splunk. */
public final class SiemFacts {

    /** What finds CloudTrail in it. */
    public static final String CLOUDTRAIL = "index=aws sourcetype=aws:cloudtrail";

    /** What finds the other sources, by their names. */
    public static final Map<String, String> SOURCES =
            Map.of("vpn", "index=network sourcetype=vpn", "sign-ins", "index=identity sourcetype=sign_ins");

    private static final String SILENT = "sign-ins";
    private static final long EVENTS = 48_211;
    private static final long EVENTS_OF_A_SOURCE = 3_120;

    private final DemoWorld world;
    private final Clock clock;
    private final Map<String, String> searches = new HashMap<>();

    public SiemFacts(DemoWorld world, Pack pack, Clock clock) {
        this.world = world;
        this.clock = clock;
        for (QuerySpec query : pack.queries()) {
            SiemSpec question = query.siem();
            if (question != null && question.splunk() != null) {
                data(question)
                        .forEach((name, data) ->
                                searches.put(question.splunk().replace(SiemSpec.PLACE, data), query.id() + " " + name));
            }
        }
    }

    private static Map<String, String> data(SiemSpec question) {
        return question.data().equals(SiemSpec.SOURCES) ? SOURCES : Map.of("", CLOUDTRAIL);
    }

    /** The results of a search; empty for one that is no question of the pack. */
    public Optional<List<Map<String, String>>> answer(String search) {
        String question = searches.get(search);
        if (question != null) {
            String name = question.substring(question.indexOf(' ') + 1);
            return switch (question.substring(0, question.indexOf(' '))) {
                case "siem_cloudtrail_accounts" -> Optional.of(accounts());
                case "siem_cloudtrail_fields" -> Optional.of(List.of(fields()));
                case "siem_other_sources" -> Optional.of(List.of(source(name)));
                default -> Optional.empty();
            };
        }
        return search.endsWith("| stats count as events")
                ? Optional.of(List.of(Map.of("events", Long.toString(EVENTS))))
                : Optional.empty();
    }

    private List<Map<String, String>> accounts() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (DemoAccount account : world.accounts()) {
            boolean isMissed = account.isSecurity() && has(Planting.SIEM_MISSES_AN_ACCOUNT);
            if (account.state() == AccountState.ACTIVE && !isMissed) {
                Map<String, String> row = new LinkedHashMap<>();
                row.put("recipient_account_id", account.id().value());
                row.put("events", Long.toString(EVENTS));
                row.put("object_events", account.isLogArchive() && !has(Planting.SIEM_LACKS_LOG_READS) ? "812" : "0");
                row.put("newest", ago(has(Planting.SIEM_IS_BEHIND) ? Duration.ofHours(5) : Duration.ofMinutes(4)));
                rows.add(row);
            }
        }
        return rows;
    }

    private Map<String, String> fields() {
        Map<String, String> row = new TreeMap<>();
        row.put("events", Long.toString(EVENTS));
        for (String field : List.of(
                "event_name",
                "event_source",
                "aws_region",
                "recipient_account",
                "source_ip_address",
                "user_agent",
                "user_identity_type")) {
            row.put(field, Long.toString(EVENTS));
        }
        for (String field : List.of(
                "user_identity_arn",
                "user_identity_principal_id",
                "user_identity_access_key_id",
                "session_issuer_arn",
                "error_code",
                "resource_arn",
                "read_only_true",
                "read_only_false")) {
            row.put(field, Long.toString(EVENTS / 7));
        }
        if (has(Planting.SIEM_LACKS_A_FIELD)) {
            row.put("session_issuer_arn", "0");
        }
        return row;
    }

    private Map<String, String> source(String name) {
        return name.equals(SILENT) && has(Planting.SIEM_LACKS_A_SOURCE)
                ? Map.of("events", "0")
                : Map.of("events", Long.toString(EVENTS_OF_A_SOURCE), "newest", ago(Duration.ofMinutes(1)));
    }

    private boolean has(Planting planting) {
        return world.accounts().get(0).has(planting);
    }

    /** Seconds since 1970, as Splunk has times. */
    private String ago(Duration age) {
        return clock.instant().minus(age).getEpochSecond() + ".000000";
    }
}
