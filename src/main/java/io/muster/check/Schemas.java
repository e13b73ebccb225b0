package io.muster.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.catalog.CheckSpec;
import io.muster.catalog.Column;
import io.muster.catalog.ColumnType;
import io.muster.catalog.Pack;
import io.muster.catalog.Partial;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes what each check may read as a JSON schema, made from the headers of its queries, so that a misspelt column or
 * table is an error of the compiler. Every object is closed; that is what makes the compiler look.
 */
final class Schemas {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Schemas() {}

    /** Writes {@code checks/<area>/<id>.json} below the folder for each check. */
    static void write(Pack pack, Path folder) throws IOException {
        for (CheckSpec check : pack.checks()) {
            Path file = folder.resolve("checks").resolve(check.area()).resolve(check.id() + ".json");
            Files.createDirectories(file.getParent());
            JSON.writeValue(file.toFile(), input(check, pack));
        }
    }

    private static ObjectNode input(CheckSpec check, Pack pack) {
        boolean one = check.scope() == Scope.ACCOUNT;
        Closed input = new Closed();
        input.add("account", one ? account() : new Closed().node());
        input.add("organization", organization(check, pack));
        input.add("expectations", expectations());
        input.add("now", type("string"));
        input.add("tables", tables(check, pack, Scope.ACCOUNT));
        if (check.partial() == Partial.SELF) {
            input.add("unreadable", unreadable(check));
        }
        return input.node();
    }

    private static ObjectNode account() {
        return new Closed()
                .add("id", type("string"))
                .add("name", type("string"))
                .add("email", type("string"))
                .add("state", type("string"))
                .add("partition", type("string"))
                .add("management", type("boolean"))
                .add("regions", array(type("string")))
                .add("tags", any())
                .add("owner", type("string", "null"))
                .add("environment", type("string", "null"))
                .node();
    }

    private static ObjectNode organization(CheckSpec check, Pack pack) {
        Closed organization = new Closed()
                .add("id", type("string", "null"))
                .add("management_account_id", type("string", "null"))
                .add("accounts", type("number"))
                .add("tables", tables(check, pack, Scope.ORGANIZATION));
        if (check.scope() == Scope.ORGANIZATION) {
            organization.add("connected", array(type("string")));
        }
        return organization.node();
    }

    private static ObjectNode expectations() {
        ObjectNode role = new Closed()
                .add("name", type("string"))
                .add("trusted-account", type("string", "null"))
                .add("max-session", type("number", "null"))
                .node();
        ObjectNode contact = new Closed()
                .add("email", type("string", "null"))
                .add("name", type("string", "null"))
                .add("title", type("string", "null"))
                .add("phone", type("string", "null"))
                .node();
        ObjectNode tags = new Closed()
                .add("owner", nullable(array(type("string"))))
                .add("environment", nullable(array(type("string"))))
                .add("data", nullable(array(type("string"))))
                .node();
        ObjectNode rule = new Closed()
                .add("name", type("string"))
                .add("account", type("string", "null"))
                .add("class", type("string"))
                .node();
        return new Closed()
                .add("security-account", type("string", "null"))
                .add("log-archive-account", type("string", "null"))
                .add("responder-role", nullable(role))
                .add("audit-role", type("string", "null"))
                .add("security-contact", nullable(contact))
                .add("required-tags", nullable(tags))
                .add("data-classes", nullable(array(rule)))
                .add("log-retention", type("number", "null"))
                .node();
    }

    private static ObjectNode tables(CheckSpec check, Pack pack, Scope scope) {
        Closed tables = new Closed();
        check.inventory().stream()
                .flatMap(id -> pack.query(id).stream())
                .filter(query -> query.scope() == scope)
                .forEach(query -> tables.add(query.id().value(), array(row(query))));
        return tables.node();
    }

    private static ObjectNode row(QuerySpec query) {
        Closed row = new Closed();
        for (Column column : query.columns()) {
            row.add(column.name(), column(column));
        }
        return row.node();
    }

    private static ObjectNode column(Column column) {
        String word = word(column.type());
        if (word.isEmpty()) {
            return any();
        }
        return column.nullable() ? type(word, "null") : type(word);
    }

    private static String word(ColumnType type) {
        return switch (type) {
            case TEXT, TIMESTAMPTZ, INET, CIDR -> "string";
            case BOOLEAN -> "boolean";
            case BIGINT, DOUBLE, NUMERIC -> "number";
            case JSONB -> "";
        };
    }

    private static ObjectNode unreadable(CheckSpec check) {
        Closed unreadable = new Closed();
        ObjectNode entry = new Closed()
                .add("region", type("string"))
                .add("reason", type("string"))
                .add("message", type("string"))
                .node();
        check.inventory().forEach(query -> unreadable.add(query.value(), array(entry)));
        return unreadable.node();
    }

    private static ObjectNode any() {
        return JSON.createObjectNode();
    }

    private static ObjectNode type(String word) {
        return JSON.createObjectNode().put("type", word);
    }

    private static ObjectNode type(String... words) {
        ObjectNode type = JSON.createObjectNode();
        List.of(words).forEach(type.putArray("type")::add);
        return type;
    }

    private static ObjectNode array(ObjectNode items) {
        ObjectNode array = type("array");
        array.set("items", items);
        return array;
    }

    private static ObjectNode nullable(ObjectNode type) {
        ObjectNode copy = type.deepCopy();
        copy.putArray("type").add(type.get("type").asText()).add("null");
        return copy;
    }

    /** An object without other keys than these. */
    private static final class Closed {

        private final ObjectNode node = type("object");
        private final ObjectNode properties;

        private Closed() {
            node.put("additionalProperties", false);
            this.properties = node.putObject("properties");
        }

        private Closed add(String key, ObjectNode type) {
            properties.set(key, type);
            return this;
        }

        /** The compiler takes an object without any key for an open one, so that one gets a key that nobody sends. */
        private ObjectNode node() {
            if (properties.isEmpty()) {
                properties.set("none", type("null"));
            }
            return node;
        }
    }
}
