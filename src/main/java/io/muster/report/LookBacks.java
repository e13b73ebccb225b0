package io.muster.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.muster.catalog.Playbook.LooksAt;
import io.muster.finding.AccountId;
import io.muster.inventory.Account;
import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import io.muster.state.Run;
import io.muster.state.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the tables of a run how far back the records of each account reach. What was not read in full, or goes where no
 * table looks, is not known. Memory is bounded by trails, flow logs and VPCs.
 */
final class LookBacks {

    private static final ObjectReader ROWS = new ObjectMapper().readerFor(JsonNode.class);
    private static final long EVENT_HISTORY = 90;

    private static final QueryId TRAILS = new QueryId("cloudtrail_trails");
    private static final QueryId ORGANIZATION_TRAILS = new QueryId("cloudtrail_organization_trails");
    private static final QueryId FLOW_LOGS = new QueryId("vpc_flow_logs");
    private static final QueryId QUERY_LOGS = new QueryId("route53_resolver_query_log_configs");
    private static final QueryId QUERY_LOG_USES = new QueryId("route53_resolver_query_log_associations");
    private static final QueryId LIFECYCLES = new QueryId("s3_bucket_lifecycle");
    private static final QueryId LOG_GROUPS = new QueryId("logs_log_groups");
    private static final Set<QueryId> READ =
            Set.of(TRAILS, ORGANIZATION_TRAILS, FLOW_LOGS, QUERY_LOGS, QUERY_LOG_USES, LOG_GROUPS);

    /** A trail as some account sees it; nulls where that account may not ask. */
    private record Trail(
            boolean ofAllRegions,
            boolean organizational,
            String bucket,
            String prefix,
            @Nullable Boolean logs,
            @Nullable Boolean recordsData) {

        Trail or(Trail other) {
            return new Trail(
                    ofAllRegions,
                    organizational,
                    bucket,
                    prefix,
                    logs == null ? other.logs : logs,
                    recordsData == null ? other.recordsData : recordsData);
        }
    }

    private record Table(AccountId account, QueryId query) {}

    /** What is known of one account. */
    private static final class Records {
        private final Map<String, Trail> trails = new LinkedHashMap<>();
        private final Map<String, List<Keeping.Place>> flowLogs = new LinkedHashMap<>();
        private final Map<String, Keeping.Place> queryLogs = new HashMap<>();
        private final Map<String, List<String>> queryLogsOfVpc = new LinkedHashMap<>();
        private @Nullable LookBack databaseLogs;
    }

    private final State state;
    private final Run run;
    private final Organization organization;
    private final Keeping keeping = new Keeping();
    private final Map<AccountId, Records> records = new HashMap<>();
    private final Map<String, Trail> organizationTrails = new LinkedHashMap<>();
    private final Set<Table> whole = new HashSet<>();
    private boolean organizationTrailsRead;

    private LookBacks(State state, Run run, Organization organization) {
        this.state = state;
        this.run = run;
        this.organization = organization;
    }

    /** By account and record, for each account of the organization. */
    static Map<AccountId, Map<LooksAt, LookBack>> read(State state, Run run, Organization organization) {
        LookBacks reading = new LookBacks(state, run, organization);
        reading.readManifest();
        reading.readTables();
        Map<AccountId, Map<LooksAt, LookBack>> found = new HashMap<>();
        for (Account account : organization.accounts()) {
            found.put(account.id(), reading.of(account.id()));
        }
        return found;
    }

    private void readManifest() {
        Set<Table> broken = new HashSet<>();
        state.manifest().forEach(run.id(), slice -> {
            if (READ.contains(slice.source())) {
                Table table = new Table(slice.account(), slice.source());
                if (slice.isRead()) {
                    whole.add(table);
                } else {
                    broken.add(table);
                }
            }
        });
        whole.removeAll(broken);
        organizationTrailsRead = organization.id() == null
                || whole.stream().anyMatch(table -> table.query().equals(ORGANIZATION_TRAILS));
    }

    private void readTables() {
        rows(ORGANIZATION_TRAILS, (account, row) -> addTrail(organizationTrails, row));
        rows(TRAILS, (account, row) -> addTrail(of(records, account).trails, row));
        for (Account account : organization.accounts()) {
            trailsOf(account.id()).values().forEach(trail -> keeping.wanted(bucket(trail, account.id())));
        }
        rows(FLOW_LOGS, this::addFlowLog);
        rows(
                QUERY_LOGS,
                (account, row) -> of(records, account)
                        .queryLogs
                        .put(text(row, "id"), keeping.wanted(destination(text(row, "destination_arn"), account))));
        rows(QUERY_LOG_USES, (account, row) -> {
            if (text(row, "status").equals("ACTIVE")) {
                of(records, account)
                        .queryLogsOfVpc
                        .computeIfAbsent(text(row, "region") + " " + text(row, "vpc_id"), any -> new ArrayList<>())
                        .add(text(row, "config_id"));
            }
        });
        rows(LIFECYCLES, (account, row) -> keeping.addBucket(row));
        rows(LOG_GROUPS, (account, row) -> {
            keeping.addGroup(account, row);
            if (text(row, "name").startsWith("/aws/rds/")) {
                Records known = of(records, account);
                LookBack kept = Keeping.of(row);
                known.databaseLogs = known.databaseLogs == null ? kept : LookBack.shortest(known.databaseLogs, kept);
            }
        });
    }

    private void rows(QueryId query, BiConsumer<AccountId, JsonNode> rows) {
        state.tables().forEach(run.id(), query, (account, chunk) -> {
            try (MappingIterator<JsonNode> each = ROWS.readValues(chunk)) {
                while (each.hasNextValue()) {
                    rows.accept(account, each.nextValue());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Records of(Map<AccountId, Records> records, AccountId account) {
        return records.computeIfAbsent(account, any -> new Records());
    }

    private static String text(JsonNode row, String column) {
        JsonNode value = row.path(column);
        return value.isTextual() ? value.asText() : "";
    }

    private static void addTrail(Map<String, Trail> trails, JsonNode row) {
        JsonNode logs = row.path("is_logging");
        Trail trail = new Trail(
                row.path("is_multi_region_trail").asBoolean(),
                row.path("is_organization_trail").asBoolean(),
                text(row, "s3_bucket_name"),
                text(row, "s3_key_prefix"),
                logs.isBoolean() ? logs.booleanValue() : null,
                recordsData(row));
        trails.merge(text(row, "arn"), trail, Trail::or);
    }

    /** Null when its selectors were not read. */
    private static @Nullable Boolean recordsData(JsonNode row) {
        JsonNode classic = row.path("event_selectors");
        JsonNode advanced = row.path("advanced_event_selectors");
        for (JsonNode selector : classic) {
            if (!selector.path("DataResources").isEmpty()) {
                return true;
            }
        }
        for (JsonNode selector : advanced) {
            for (JsonNode field : selector.path("FieldSelectors")) {
                if (field.path("Field").asText().equals("eventCategory")) {
                    for (JsonNode category : field.path("Equals")) {
                        if (category.asText().equals("Data")) {
                            return true;
                        }
                    }
                }
            }
        }
        boolean read = !classic.isEmpty()
                || !advanced.isEmpty()
                || (row.path("has_custom_event_selectors").isBoolean()
                        && !row.path("has_custom_event_selectors").booleanValue());
        return read ? Boolean.FALSE : null;
    }

    private void addFlowLog(AccountId account, JsonNode row) {
        if (!text(row, "flow_log_status").equals("ACTIVE")) {
            return;
        }
        String arn = text(row, "log_destination");
        String group = text(row, "log_group_name");
        Keeping.Place place = arn.isEmpty() && !group.isEmpty()
                ? new Keeping.Group(account.value(), text(row, "region"), group)
                : destination(arn, account);
        of(records, account)
                .flowLogs
                .computeIfAbsent(text(row, "resource_id"), any -> new ArrayList<>())
                .add(keeping.wanted(place));
    }

    /** Flow logs and DNS logs: with Hive-compatible prefixes or without. */
    private static Keeping.Place destination(String arn, AccountId account) {
        return Keeping.of(arn, List.of(account + "/", "aws-account-id=" + account + "/"));
    }

    private Keeping.Place bucket(Trail trail, AccountId account) {
        String folder = trail.organizational() && organization.id() != null ? organization.id() + "/" : "";
        return new Keeping.Bucket(
                trail.bucket(), List.of(Keeping.root(trail.prefix()) + folder + account + "/CloudTrail/"));
    }

    /** What the account sees, filled up with what the management account sees of the same trails. */
    private Map<String, Trail> trailsOf(AccountId account) {
        Map<String, Trail> trails = new LinkedHashMap<>();
        Records known = records.get(account);
        if (known != null) {
            trails.putAll(known.trails);
        }
        organizationTrails.forEach((arn, trail) -> trails.merge(arn, trail, Trail::or));
        return trails;
    }

    private Map<LooksAt, LookBack> of(AccountId account) {
        Records known = records.getOrDefault(account, new Records());
        Map<LooksAt, LookBack> found = new EnumMap<>(LooksAt.class);
        found.put(LooksAt.CLOUDTRAIL, managementEvents(account));
        found.put(LooksAt.DATA_EVENTS, dataEvents(account));
        found.put(LooksAt.FLOW_LOGS, flowLogs(account, known));
        found.put(LooksAt.DNS_QUERIES, dnsQueries(account, known));
        found.put(LooksAt.DATABASE_LOGS, databaseLogs(account, known));
        return found;
    }

    private LookBack managementEvents(AccountId account) {
        LookBack found = null;
        LookBack doubt = null;
        for (Trail trail : trailsOf(account).values()) {
            if (trail.ofAllRegions() && !Boolean.FALSE.equals(trail.logs())) {
                if (trail.logs() == null) {
                    doubt = LookBack.notKnown("whether a trail logs was not read");
                } else {
                    LookBack kept = keeping.of(bucket(trail, account));
                    found = found == null ? kept : LookBack.longest(found, kept);
                }
            }
        }
        if (found == null) {
            found = doubt != null || !areTrailsRead(account)
                    ? Objects.requireNonNullElseGet(doubt, () -> LookBack.notKnown("trails were not read"))
                    : LookBack.days(0, "no trail of all regions logs");
        }
        return found.kind() == LookBack.Kind.DAYS && found.days() < EVENT_HISTORY
                ? LookBack.days(EVENT_HISTORY, "the event history of CloudTrail only; " + found.because())
                : found;
    }

    private LookBack dataEvents(AccountId account) {
        LookBack found = null;
        LookBack doubt = null;
        for (Trail trail : trailsOf(account).values()) {
            if (Boolean.FALSE.equals(trail.logs()) || Boolean.FALSE.equals(trail.recordsData())) {
                continue;
            }
            if (trail.logs() == null || trail.recordsData() == null) {
                doubt = LookBack.notKnown("whether a trail records data events was not read");
            } else if (trail.ofAllRegions()) {
                LookBack kept = keeping.of(bucket(trail, account));
                found = found == null ? kept : LookBack.longest(found, kept);
            } else {
                doubt = LookBack.notKnown("only a trail of one region records data events");
            }
        }
        if (found != null) {
            return found;
        }
        if (doubt != null) {
            return doubt;
        }
        return areTrailsRead(account)
                ? LookBack.days(0, "no trail records data events")
                : LookBack.notKnown("trails were not read");
    }

    private boolean areTrailsRead(AccountId account) {
        return organizationTrailsRead && whole.contains(new Table(account, TRAILS));
    }

    private LookBack flowLogs(AccountId account, Records known) {
        if (!whole.contains(new Table(account, FLOW_LOGS))) {
            return LookBack.notKnown("flow logs were not read");
        }
        return known.flowLogs.values().stream()
                .map(this::longestOf)
                .reduce(LookBack::shortest)
                .orElseGet(() -> LookBack.days(0, "no flow log is active"));
    }

    private LookBack dnsQueries(AccountId account, Records known) {
        if (!whole.contains(new Table(account, QUERY_LOGS)) || !whole.contains(new Table(account, QUERY_LOG_USES))) {
            return LookBack.notKnown("DNS query logs were not read");
        }
        return known.queryLogsOfVpc.values().stream()
                .map(ids -> longestOf(ids.stream()
                        .map(id -> known.queryLogs.getOrDefault(
                                id, new Keeping.Elsewhere("a configuration that was not read")))
                        .toList()))
                .reduce(LookBack::shortest)
                .orElseGet(() -> LookBack.days(0, "no VPC has a DNS query log"));
    }

    private LookBack longestOf(List<Keeping.Place> places) {
        return places.stream()
                .map(keeping::of)
                .reduce(LookBack::longest)
                .orElseGet(() -> LookBack.notKnown("it goes nowhere"));
    }

    private LookBack databaseLogs(AccountId account, Records known) {
        if (!whole.contains(new Table(account, LOG_GROUPS))) {
            return LookBack.notKnown("log groups were not read");
        }
        return known.databaseLogs == null ? LookBack.days(0, "no database has a log group") : known.databaseLogs;
    }
}
