package io.muster.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.SettableClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description of the API says what the API does. */
final class OpenApiTest {

    @TempDir
    private Path folder;

    private World world;
    private Service service;
    private JsonNode description;

    @BeforeEach
    void open() throws IOException {
        world = World.sqlite(folder, new SettableClock(World.MONDAY.plus(Duration.ofDays(2))));
        service = new Service(world.parts(ServeConfig.onPort(0), progress -> world.audit()));
        try (InputStream file = Objects.requireNonNull(Service.class.getResourceAsStream("openapi.json"))) {
            description = Caller.JSON.readTree(file);
        }
    }

    @AfterEach
    void close() {
        service.close();
        world.close();
    }

    @Test
    void every_path_is_described_and_no_other() {
        List<String> described = new ArrayList<>();
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(service.routes().stream()
                        .map(route -> route.replace('<', '{').replace('>', '}'))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(described);
    }

    @Test
    void every_parameter_that_is_described_is_one_and_no_other() throws Exception {
        world.story();
        Caller caller = new Caller(service.start());

        for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
            String url = path.getKey()
                    .replace("{key}", "web")
                    .replace("{id}", "111111111111")
                    .replace("{folder}", "latest")
                    .replace("{file}", "index.html");
            List<String> names = new ArrayList<>();
            path.getValue().path("get").path("parameters").forEach(parameter -> {
                if (parameter.path("in").asText().equals("query")) {
                    names.add(parameter.path("name").asText());
                }
            });
            if (names.isEmpty()) {
                continue;
            }
            String problem = caller.json(url + "?nonsense=1", 400).path("fix").asText();
            assertThat(problem).as(url).isEqualTo("one of: " + String.join(", ", names));
        }
    }

    @Test
    void every_answer_has_the_fields_that_are_described() throws Exception {
        world.story();
        Caller caller = new Caller(service.start());

        check(caller.json("/v1/assets/web", 200), "Answer");
        check(Caller.json(caller.post("/v1/assets:lookup", "{\"keys\":[\"web\"]}"), 200), "Answers");
        check(caller.json("/v1/findings?limit=1", 200), "Findings");
        check(caller.json("/v1/runs", 200), "Runs");
        check(caller.json("/v1/accounts/222222222222", 200), "Account");
        check(caller.json("/healthz", 200), "Health");
        check(caller.json("/readyz", 200), "Readiness");
        check(caller.json("/v1/runs?limit=0", 400), "Problem");
        assertThat(caller.json("/openapi.json", 200)).isEqualTo(description);
    }

    private void check(JsonNode answer, String schema) {
        check(answer, description.path("components").path("schemas").path(schema), schema);
    }

    private void check(JsonNode value, JsonNode schema, String where) {
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asText().replace("#/components/schemas/", "");
            check(value, description.path("components").path("schemas").path(name), where + " " + name);
            return;
        }
        assertThat(types(schema)).as(where).contains(type(value));
        if (schema.has("properties")) {
            assertThat(names(value)).as(where).isEqualTo(names(schema.path("properties")));
            value.properties()
                    .forEach(field ->
                            check(field.getValue(), schema.path("properties").path(field.getKey()), field.getKey()));
        }
        if (schema.has("items")) {
            assertThat(value.isEmpty() && !where.equals("other_times"))
                    .as(where)
                    .isFalse();
            value.forEach(item -> check(item, schema.path("items"), where));
        }
        if (schema.has("additionalProperties")) {
            value.forEach(item -> check(item, schema.path("additionalProperties"), where));
        }
        if (schema.has("enum")) {
            List<String> words = new ArrayList<>();
            schema.path("enum").forEach(word -> words.add(word.asText()));
            assertThat(words).as(where).contains(value.asText());
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> types(JsonNode schema) {
        List<String> types = new ArrayList<>();
        if (schema.path("type").isArray()) {
            schema.path("type").forEach(type -> types.add(type.asText()));
        } else {
            types.add(schema.path("type").asText());
        }
        return types;
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "array";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case NUMBER -> "integer";
            case OBJECT -> "object";
            case STRING -> "string";
            case BINARY, MISSING, POJO -> "none";
        };
    }
}
