package io.muster.collect;

import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.SiemSpec;
import io.muster.collect.SiemSearch.NoAnswer;
import io.muster.problem.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Examines the SIEM that answers questions: whether it is there, may be searched, and has the data that are named. */
public final class SiemCheckup {

    private static final String PART = "siem-questions";
    private static final String EVENTS = "events";

    /** How many events there are of the last quarter of an hour. */
    private static final SiemSpec PROBE = new SiemSpec(
            "any",
            "search (" + SiemSpec.PLACE + ") earliest=-15m latest=now | stats count as " + EVENTS,
            new SiemSpec.OpenSearch(
                    "{\"size\": 0, \"track_total_hits\": true, \"query\": {\"bool\": {\"should\": ["
                            + "{\"range\": {\"@timestamp\": {\"gte\": \"now-15m\", \"lte\": \"now\"}}},"
                            + " {\"range\": {\"eventTime\": {\"gte\": \"now-15m\", \"lte\": \"now\"}}}]}}}",
                    null,
                    Map.of(EVENTS, "hits.total.value")));

    private final SiemQuestionsConfig config;
    private final Pack pack;

    /** @param pack whose questions there are */
    public SiemCheckup(SiemQuestionsConfig config, Pack pack) {
        this.config = config;
        this.pack = pack;
    }

    /** Questions that cannot be asked, since nobody said what finds their data. */
    private List<Diagnosis> unasked() {
        Map<String, List<String>> unasked = new TreeMap<>();
        for (QuerySpec query : pack.queries()) {
            if (query.siem() != null) {
                config.missing(query.siem().data())
                        .ifPresent(why -> unasked.computeIfAbsent(why, each -> new ArrayList<>())
                                .add(query.id().value()));
            }
        }
        return unasked.entrySet().stream()
                .map(entry -> Diagnosis.warning(
                        PART, "Not asked: " + String.join(", ", entry.getValue()) + ".", entry.getKey()))
                .toList();
    }

    /** What there is to say of each kind of data; the first that cannot be searched ends it. */
    public List<Diagnosis> examine() throws InterruptedException {
        Map<String, String> all = new TreeMap<>();
        config.data().forEach((name, data) -> all.put("data." + name, data));
        config.sources().forEach((name, data) -> all.put("sources." + name, data));
        SiemSearch search = SiemSearch.of(config);
        List<Diagnosis> found = new ArrayList<>(unasked());
        List<String> fine = new ArrayList<>();
        for (Map.Entry<String, String> data : all.entrySet()) {
            try {
                List<Map<String, @Nullable Object>> answer = search.ask(PROBE, data.getValue());
                if (answer.size() == 1 && !"0".equals(answer.get(0).get(EVENTS))) {
                    fine.add(data.getKey());
                } else {
                    found.add(Diagnosis.warning(
                            PART,
                            "'siem-questions." + data.getKey() + "' finds no event of the last 15 minutes.",
                            "search for it by hand, with the rights of the token"));
                }
            } catch (NoAnswer e) {
                found.add(Diagnosis.broken(
                        PART,
                        "'siem-questions." + data.getKey() + "' cannot be searched: "
                                + e.failure().message() + ".",
                        "check url, token and search, and that its role may search these indexes"));
                return List.copyOf(found);
            }
        }
        if (!fine.isEmpty()) {
            found.add(0, Diagnosis.ok(PART, config.shown() + " may be searched for " + String.join(", ", fine) + "."));
        }
        return List.copyOf(found);
    }
}
