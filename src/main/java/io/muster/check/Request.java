package io.muster.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.catalog.Scope;
import io.muster.check.Bins.Bin;
import io.muster.check.Laws.Question;
import io.muster.check.Table.Gap;
import io.muster.finding.AccountId;
import io.muster.inventory.Account;
import io.muster.inventory.AccountState;
import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what OPA gets to see: the input document of a bin of questions. */
final class Request {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String expectations;
    private final String now;

    Request(Basis basis) {
        this.expectations = basis.expectations().json();
        this.now = basis.now().toString();
    }

    RequestBody body(Bin bin, TableReader reader) {
        Question first = bin.questions().get(0);
        Subject subject = first.subject();
        Map<QueryId, Table> tables = bin.tables();
        RequestBody body = new RequestBody();
        body.text("{\"input\":{\"ask\":").text(ask(bin));
        body.text(",\"account\":").text(account(subject, first.cut()));
        body.text(",\"organization\":").text(organization(subject)).text(",\"tables\":");
        writeTables(body, tables, Scope.ORGANIZATION, first.cut(), reader);
        body.text("},\"expectations\":").text(expectations);
        body.text(",\"now\":\"").text(now).text("\",\"unreadable\":").text(unreadable(first));
        body.text(",\"tables\":");
        writeTables(body, tables, Scope.ACCOUNT, first.cut(), reader);
        return body.text("}}");
    }

    private static String ask(Bin bin) {
        ArrayNode ask = JSON.createArrayNode();
        bin.questions().forEach(question -> ask.add(question.check().ask()));
        return ask.toString();
    }

    private static String account(Subject subject, Set<String> cut) {
        @Nullable Account account = subject.account();
        if (subject.scope() == Scope.ORGANIZATION || account == null) {
            return "null";
        }
        ObjectNode json = JSON.createObjectNode()
                .put("id", account.id().value())
                .put("name", account.name())
                .put("email", account.email())
                .put("state", account.state().name())
                .put("partition", account.partition())
                .put("management", account.management());
        ArrayNode regions = json.putArray("regions");
        account.regions().stream().filter(region -> !cut.contains(region)).forEach(regions::add);
        ObjectNode tags = json.putObject("tags");
        account.tags().forEach(tags::put);
        json.put("owner", account.owner());
        json.put("environment", account.environment());
        return json.toString();
    }

    /** Without its end, after which the tables follow. */
    private static String organization(Subject subject) {
        Organization organization = subject.organization();
        @Nullable AccountId management = organization.managementAccount();
        ObjectNode json = JSON.createObjectNode()
                .put("id", organization.id())
                .put("management_account_id", management == null ? null : management.value())
                .put(
                        "accounts",
                        organization.accounts().stream()
                                .filter(account -> account.state() == AccountState.ACTIVE)
                                .count());
        if (subject.scope() == Scope.ORGANIZATION) {
            ArrayNode connected = json.putArray("connected");
            organization.accounts().stream()
                    .filter(account -> account.connection() != null)
                    .forEach(account -> connected.add(account.id().value()));
        }
        String text = json.toString();
        return text.substring(0, text.length() - 1);
    }

    private static String unreadable(Question question) {
        ObjectNode json = JSON.createObjectNode();
        for (Gap gap : question.toldGaps()) {
            ObjectNode entry = json.withArray(gap.query().id().value()).addObject();
            if (gap.region() != null) {
                entry.put("region", gap.region());
            }
            entry.put("reason", gap.reason().word()).put("message", gap.message());
        }
        return json.toString();
    }

    private static void writeTables(
            RequestBody body, Map<QueryId, Table> tables, Scope scope, Set<String> cut, TableReader reader) {
        String separator = "{";
        for (Table table : tables.values()) {
            if (table.query().scope() != scope) {
                continue;
            }
            body.text(separator).text("\"" + table.query().id() + "\":[");
            separator = ",";
            if (table.owner() != null && !table.unreadable()) {
                boolean hasRegions = table.query().columns().stream()
                        .anyMatch(column -> column.name().equals("region"));
                RequestBody.Rows rows = body.rows(hasRegions ? cut : Set.of());
                reader.read(Objects.requireNonNull(table.owner()), table.query().id(), rows::add);
            }
            body.text("]");
        }
        body.text(separator.equals("{") ? "{}" : "}");
    }
}
