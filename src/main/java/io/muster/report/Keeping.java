package io.muster.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.finding.AccountId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How long the places keep what is written to them: buckets by their lifecycle rules, log groups by their retention. Asked
 * for first, then told what is there; rows that nobody asked for are not kept.
 */
final class Keeping {

    /** Where a record is written to. */
    sealed interface Place {}

    /**
     * @param paths the prefixes below which the keys of the record may stand
     */
    record Bucket(String name, List<String> paths) implements Place {}

    record Group(String account, String region, String name) implements Place {}

    /** A place of which no row tells how long it keeps anything. */
    record Elsewhere(String what) implements Place {}

    private record Retention(boolean isShortLived, JsonNode days) {}

    private final Set<String> buckets = new HashSet<>();
    private final Set<Group> groups = new HashSet<>();
    private final Map<String, JsonNode> rules = new HashMap<>();
    private final Map<Group, Retention> retentions = new HashMap<>();

    /** Notes that somebody will ask for the place. */
    Place wanted(Place place) {
        if (place instanceof Bucket bucket) {
            buckets.add(bucket.name());
        } else if (place instanceof Group group) {
            groups.add(group);
        }
        return place;
    }

    /** The place behind an ARN, such as the destination of a flow log. */
    static Place of(String arn, List<String> folders) {
        String[] parts = arn.split(":", 7);
        if (parts.length > 5 && parts[2].equals("s3")) {
            int slash = parts[5].indexOf('/');
            String name = slash < 0 ? parts[5] : parts[5].substring(0, slash);
            String prefix = slash < 0 ? "" : parts[5].substring(slash + 1);
            return new Bucket(
                    name, folders.stream().map(folder -> root(prefix) + folder).toList());
        }
        if (parts.length > 6 && parts[2].equals("logs") && parts[5].equals("log-group")) {
            String name = parts[6].endsWith(":*") ? parts[6].substring(0, parts[6].length() - 2) : parts[6];
            return new Group(parts[4], parts[3], name);
        }
        return new Elsewhere(arn.isEmpty() ? "a place that was not read" : arn);
    }

    /** Where AWS puts logs under a key prefix. */
    static String root(String prefix) {
        String folder = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        return folder.isEmpty() ? "AWSLogs/" : folder + "/AWSLogs/";
    }

    void addBucket(JsonNode row) {
        String name = row.path("name").asText();
        if (buckets.contains(name)) {
            rules.put(name, row.path("lifecycle_rules"));
        }
    }

    void addGroup(AccountId account, JsonNode row) {
        Group group = new Group(
                account.value(), row.path("region").asText(), row.path("name").asText());
        if (groups.contains(group)) {
            retentions.put(group, retention(row));
        }
    }

    private static Retention retention(JsonNode row) {
        return new Retention(row.path("log_group_class").asText().equals("DELIVERY"), row.path("retention_in_days"));
    }

    /** How long a log group keeps its events, by its row. */
    static LookBack of(JsonNode row) {
        return of(row.path("name").asText(), retention(row));
    }

    private static LookBack of(String name, Retention retention) {
        if (retention.isShortLived()) {
            return LookBack.days(1, "log group '" + name + "' is of class DELIVERY");
        }
        return retention.days().isIntegralNumber()
                ? LookBack.days(retention.days().asLong(), "log group '" + name + "'")
                : LookBack.noEnd("log group '" + name + "' has no retention");
    }

    LookBack of(Place place) {
        if (place instanceof Bucket bucket) {
            return of(bucket);
        }
        if (place instanceof Group group) {
            Retention retention = retentions.get(group);
            return retention == null
                    ? LookBack.notKnown("log group '" + group.name() + "' was not read")
                    : of(group.name(), retention);
        }
        return LookBack.notKnown("it goes to " + ((Elsewhere) place).what());
    }

    private LookBack of(Bucket bucket) {
        JsonNode all = rules.get(bucket.name());
        if (all == null || !all.isArray()) {
            return LookBack.notKnown("the lifecycle of bucket '" + bucket.name() + "' was not read");
        }
        LookBack kept = LookBack.noEnd("no rule of bucket '" + bucket.name() + "' deletes it");
        LookBack inPart = null;
        for (JsonNode rule : all) {
            JsonNode expiration = rule.path("Expiration");
            if (!rule.path("Status").asText().equals("Enabled") || !touches(rule, bucket.paths())) {
                continue;
            }
            String name = "rule '" + rule.path("ID").asText() + "' of bucket '" + bucket.name() + "'";
            if (expiration.path("Date").isTextual()) {
                return LookBack.notKnown(name + " deletes on a date");
            }
            if (expiration.path("Days").asLong() <= 0) {
                continue;
            }
            LookBack days = LookBack.days(expiration.path("Days").asLong(), name);
            if (isSelective(rule)) {
                inPart = inPart == null ? days : LookBack.shortest(inPart, days);
            } else {
                kept = LookBack.shortest(kept, days);
            }
        }
        if (inPart != null && LookBack.SHORTEST_FIRST.compare(inPart, kept) < 0) {
            return LookBack.notKnown(inPart.because() + " deletes some objects after " + inPart.days() + " days");
        }
        return kept;
    }

    private static boolean touches(JsonNode rule, List<String> paths) {
        String prefix = prefix(rule);
        return paths.stream().anyMatch(path -> path.startsWith(prefix) || prefix.startsWith(path));
    }

    private static String prefix(JsonNode rule) {
        for (JsonNode prefix : List.of(
                rule.path("Filter").path("And").path("Prefix"),
                rule.path("Filter").path("Prefix"),
                rule.path("Prefix"))) {
            if (prefix.isTextual()) {
                return prefix.asText();
            }
        }
        return "";
    }

    /** Whether it depends on more than the key which objects the rule deletes. */
    private static boolean isSelective(JsonNode rule) {
        for (JsonNode filter : List.of(rule.path("Filter"), rule.path("Filter").path("And"))) {
            if (filter.path("Tag").isObject()
                    || !filter.path("Tags").isEmpty()
                    || filter.path("ObjectSizeGreaterThan").isNumber()
                    || filter.path("ObjectSizeLessThan").isNumber()) {
                return true;
            }
        }
        return false;
    }
}
