package io.muster.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.catalog.Cost;
import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.collect.Calls;
import io.muster.collect.Plan;
import io.muster.inventory.QueryId;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints what a run would read, account by account, and what that takes in calls of the AWS API. */
final class PlanPrinter {

    private static final int MOST_QUERIES = 5;

    private final Pack pack;
    private final List<Plan.AccountPlan> accounts;
    private final Map<QueryId, Calls> byQuery = new TreeMap<>();
    private final Calls total;

    PlanPrinter(Pack pack, List<Plan.AccountPlan> accounts) {
        this.pack = pack;
        this.accounts = List.copyOf(accounts);
        accounts.forEach(
                account -> account.queries().forEach((query, calls) -> byQuery.merge(query, calls, Calls::plus)));
        this.total = byQuery.values().stream().reduce(Calls.NONE, Calls::plus);
    }

    void print(Listing.Format format, Terminal terminal) {
        if (format == Listing.Format.json) {
            PrettyJson.print(terminal.out(), this::writeTo);
            return;
        }
        printList(format, terminal.out());
        if (format == Listing.Format.table) {
            summary().forEach(terminal::say);
        }
    }

    private void printList(Listing.Format format, PrintWriter out) {
        Listing listing = new Listing(
                "account_id",
                "account_name",
                "connection",
                "regions",
                "queries",
                "calls",
                "calls_per_region",
                "not_asked");
        for (Plan.AccountPlan account : accounts) {
            listing.row(
                    account.id(),
                    account.name(),
                    account.connection(),
                    account.regions(),
                    account.queries().size(),
                    account.calls().all(),
                    account.calls().perRegion(account.regions()),
                    account.why());
        }
        if (format == Listing.Format.table) {
            int regions = accounts.stream().mapToInt(Plan.AccountPlan::regions).sum();
            listing.row("total", "", "", regions, byQuery.size(), total.all(), total.perRegion(regions), null);
        }
        listing.print(format, out);
    }

    private List<String> summary() {
        String most = byQuery.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<QueryId, Calls> entry) ->
                                entry.getValue().all())
                        .reversed())
                .limit(MOST_QUERIES)
                .map(entry -> entry.getKey() + " " + about(entry.getValue().all()))
                .collect(Collectors.joining(", "));
        String counted = total.uncounted() == 0
                ? "Rows are those of the last run."
                : "At least: of " + number(total.uncounted())
                        + " tables that take a call for each row, no run has counted the rows yet.";
        return List.of(
                "About " + about(total.all()) + " calls of the AWS API, as an order of magnitude. " + counted,
                "Most for: " + most + ".");
    }

    /** Two digits are all that an estimate is good for. */
    private static String about(long calls) {
        return number(BigDecimal.valueOf(calls)
                .round(new MathContext(2, RoundingMode.HALF_UP))
                .longValue());
    }

    private static String number(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    private void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("totals");
        json.writeNumberField("accounts", accounts.size());
        json.writeNumberField("calls", total.all());
        json.writeNumberField("calls_regional", total.regional());
        json.writeNumberField("uncounted_tables", total.uncounted());
        json.writeEndObject();
        json.writeArrayFieldStart("queries");
        for (Map.Entry<QueryId, Calls> entry : byQuery.entrySet()) {
            json.writeStartObject();
            json.writeStringField("query", entry.getKey().value());
            json.writeStringField(
                    "cost",
                    pack.query(entry.getKey())
                            .map(QuerySpec::cost)
                            .map(Cost::word)
                            .orElse(null));
            json.writeNumberField("calls", entry.getValue().all());
            json.writeNumberField("uncounted_tables", entry.getValue().uncounted());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("accounts");
        for (Plan.AccountPlan account : accounts) {
            json.writeStartObject();
            json.writeStringField("account_id", account.id());
            json.writeStringField("account_name", account.name());
            json.writeStringField("connection", account.connection());
            json.writeNumberField("regions", account.regions());
            json.writeNumberField("queries", account.queries().size());
            json.writeNumberField("calls", account.calls().all());
            json.writeNumberField("calls_per_region", account.calls().perRegion(account.regions()));
            json.writeNumberField("uncounted_tables", account.calls().uncounted());
            json.writeStringField("not_asked", account.why());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
