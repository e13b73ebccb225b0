package io.muster.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.finding.AccountId;
import io.muster.inventory.Account;
import io.muster.inventory.AccountState;
import io.muster.inventory.Organization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The universe of a run as it is stored: one JSON object. */
final class Universes {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Universes() {}

    static byte[] write(Organization organization) {
        ObjectNode root = JSON.createObjectNode();
        root.put("id", organization.id());
        root.put(
                "management_account",
                organization.managementAccount() == null
                        ? null
                        : organization.managementAccount().value());
        for (Account account : organization.accounts()) {
            ObjectNode node = root.withArray("accounts").addObject();
            node.put("id", account.id().value());
            node.put("name", account.name());
            node.put("email", account.email());
            node.put("state", account.state().name());
            node.put("partition", account.partition());
            node.put("management", account.management());
            account.regions().forEach(node.withArray("regions")::add);
            new TreeMap<>(account.tags()).forEach(node.withObjectProperty("tags")::put);
            node.put("owner", account.owner());
            node.put("environment", account.environment());
            node.put("data_class", account.dataClass());
            node.put("connection", account.connection());
        }
        try {
            return JSON.writeValueAsBytes(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Organization read(byte[] bytes) {
        try {
            JsonNode root = JSON.readTree(bytes);
            @Nullable String management = text(root, "management_account");
            List<Account> accounts = new ArrayList<>();
            root.path("accounts").forEach(node -> accounts.add(account(node)));
            return new Organization(text(root, "id"), management == null ? null : new AccountId(management), accounts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Account account(JsonNode node) {
        List<String> regions = new ArrayList<>();
        node.path("regions").forEach(region -> regions.add(region.asText()));
        Map<String, String> tags = new TreeMap<>();
        node.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return new Account(
                new AccountId(node.path("id").asText()),
                node.path("name").asText(),
                node.path("email").asText(),
                AccountState.of(node.path("state").asText()),
                node.path("partition").asText(),
                node.path("management").asBoolean(),
                regions,
                tags,
                text(node, "owner"),
                text(node, "environment"),
                text(node, "data_class"),
                text(node, "connection"));
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isTextual() ? value.textValue() : null;
    }
}
