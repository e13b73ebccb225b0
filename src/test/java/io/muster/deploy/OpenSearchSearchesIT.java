package io.muster.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.OpenSearch;
import io.muster.PythonTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The searches for OpenSearch, sent as they are to a real one that holds few events and what Muster knows of the assets. */
final class OpenSearchSearchesIT {

    private static final Path KIT = Kit.folder("detections/opensearch");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static OpenSearch server;

    @BeforeAll
    static void install() throws IOException {
        server = OpenSearch.start(folder.resolve("node"));
        server.ask("PUT", "_ingest/pipeline/cloudtrail", kit("cloudtrail-pipeline.json"));
        server.ask("PUT", "_index_template/cloudtrail", kit("cloudtrail-template.json"));
        server.ask("PUT", "_index_template/muster-assets", kit("assets-template.json"));
        loaded(events());
        Path documents = folder.resolve("documents.ndjson");
        assertThat(PythonTools.run(
                        documents,
                        "python3",
                        KIT.resolve("muster_assets.py").toString(),
                        Kit.sample("run").toString()))
                .isZero();
        loaded(Files.readString(documents).replaceFirst("(?m)^\\d+ documents\n", ""));
    }

    @AfterAll
    static void close() throws IOException {
        server.close();
    }

    private static String kit(String file) throws IOException {
        return Files.readString(KIT.resolve(file));
    }

    private static void loaded(String lines) throws IOException {
        JsonNode answer = JSON.readTree(server.ask("POST", "_bulk?refresh=true", lines));

        assertThat(answer.get("errors").asBoolean()).as(answer.toString()).isFalse();
    }

    /** One of them with a value that is longer than what Lucene indexes: nothing may be refused for that. */
    private static String events() throws IOException {
        StringBuilder bulk = new StringBuilder();
        for (String line : Files.readAllLines(Kit.sample("cloudtrail.ndjson"))) {
            String id = JSON.readTree(line).get("eventID").asText();
            bulk.append("{\"create\":{\"_index\":\"cloudtrail-2026.11\",\"_id\":\"" + id + "\"}}\n");
            bulk.append(line.replace("LONG", "\u00e9".repeat(40_000))).append('\n');
        }
        return bulk.toString();
    }

    /** The events that a search finds, each with the parts of the search that it fits. */
    private static Map<String, String> found(String search) throws IOException {
        String index = search.equals("whose") ? "muster-assets" : "cloudtrail-*";
        JsonNode answer =
                JSON.readTree(server.ask("POST", index + "/_search/template", kit("searches/" + search + ".json")));
        Map<String, String> found = new TreeMap<>();
        for (JsonNode hit : answer.get("hits").get("hits")) {
            TreeSet<String> parts = new TreeSet<>();
            hit.path("matched_queries").forEach(part -> parts.add(part.asText()));
            found.put(hit.get("_id").asText(), String.join(" ", parts));
        }
        assertThat(answer.get("hits").get("total").get("value").asInt()).isEqualTo(found.size());
        return found;
    }

    /** Lines such as {@code session-did: did}. */
    private static Map<String, String> expected(String lines) {
        return Arrays.stream(lines.split("\n"))
                .map(line -> line.split(": ?"))
                .collect(Collectors.toMap(line -> line[0], line -> line.length > 1 ? line[1] : ""));
    }

    @Test
    void an_instance_is_found_by_its_id_its_parts_its_addresses_and_its_role() throws IOException {
        assertThat(found("by-instance")).isEqualTo(expected("""
                instance-stopped: mentions-id mentions-its-parts
                instance-started: mentions-id mentions-its-parts
                instance-as-resource: mentions-id mentions-its-parts
                instance-role-at-home: by-its-role from-its-public-address
                instance-role-elsewhere: by-its-role
                instance-role-by-endpoint: by-its-role private-address-in-its-account
                instance-volume: mentions-its-parts
                instance-interface: mentions-its-parts
                instance-address: mentions-its-parts
                from-instance-address: from-its-public-address
                from-private-address: private-address-in-its-account
                """));
    }

    @Test
    void a_role_is_found_by_its_arn_and_in_its_account_by_its_name() throws IOException {
        assertThat(found("by-arn")).isEqualTo(expected("""
                instance-role-at-home: did
                instance-role-elsewhere: did
                instance-role-by-endpoint: did
                role-did: did
                role-changed-by-name: was-done-to-its-name
                role-passed: was-done-to
                role-created: was-done-to was-done-to-its-name
                service-assumes: was-done-to
                object-read: did
                object-copied: did
                object-refused: did
                object-written: did
                object-head: did
                """));
    }

    @Test
    void an_address_is_found_as_source_and_in_rules() throws IOException {
        assertThat(found("by-address")).isEqualTo(expected("""
                address-came: came-from
                address-admitted: was-named
                """));
    }

    @Test
    void a_session_is_found_from_its_begin_over_the_roles_that_it_went_on_to() throws IOException {
        assertThat(found("by-session")).isEqualTo(expected("""
                session-began: began
                session-did: did
                session-went-on: did
                session-far-side: did
                session-by-source-identity: did
                session-key-at-work: did
                """));
    }

    @Test
    void each_way_from_one_identity_or_host_to_another_is_found() throws IOException {
        assertThat(found("lateral-movement")).isEqualTo(expected("""
                session-began: sts
                session-went-on: sts
                session-far-side: sts
                moved-AssumeRole: sts
                moved-AssumeRoleWithWebIdentity: sts
                moved-AssumeRoot: sts
                moved-GetFederationToken: sts
                moved-GetSessionToken: sts
                moved-refused: sts
                moved-SwitchRole: signin
                moved-GetSigninToken: signin
                moved-GetRoleCredentials: sso
                moved-CreateSession: rolesanywhere
                moved-StartSession: ssm
                moved-ResumeSession: ssm
                moved-SendCommand: ssm
                moved-StartAutomationExecution: ssm
                moved-SendSSHPublicKey: ec2-instance-connect
                moved-SendSerialConsoleSSHPublicKey: ec2-instance-connect
                moved-OpenTunnel: ec2-instance-connect
                moved-GetPasswordData: ec2
                moved-ExecuteCommand: ecs
                """));
    }

    @Test
    void a_key_leads_back_to_who_got_it_and_on_to_the_next() throws IOException {
        assertThat(found("identity-pivot")).isEqualTo(expected("""
                session-began: issued
                session-did: used
                session-went-on: used went-on
                session-key-asked-about: was-done-to
                session-key-at-work: used
                """));
    }

    @Test
    void ways_in_are_found_and_everyday_sign_ins_are_not() throws IOException {
        assertThat(found("initial-access")).isEqualTo(expected("""
                instance-role-elsewhere: instance-credentials-from-elsewhere
                address-came: key-asks-who-it-is
                root-signed-in: console-without-second-factor root-at-work
                console-without-second-factor: console-without-second-factor
                console-refused: sign-in-refused
                root-password-asked-for: root-at-work root-password-asked-for
                key-quarantined: key-quarantined
                """));
    }

    @Test
    void objects_are_those_whose_content_a_principal_got() throws IOException {
        assertThat(found("objects-read")).isEqualTo(expected("""
                object-read
                object-copied
                """));
    }

    @Test
    void an_address_belongs_to_what_muster_read() throws IOException {
        assertThat(found("whose")).isEqualTo(expected("eipalloc-0aaa@2026-11-24"));
    }

    @Test
    void values_that_cannot_be_indexed_are_kept_whole_and_others_stay_as_they_were() throws IOException {
        JsonNode cut = source("long-value");
        JsonNode text = source("text-parameters");

        assertThat(cut.at("/requestParameters/parameters/0").asText()).hasSize(8000);
        assertThat(cut.at("/requestParameters/stackName").asText()).isEqualTo("s");
        assertThat(cut.at("/whole/requestParameters/parameters/0").asText()).hasSize(40_000);
        assertThat(text.at("/requestParameters/value").asText()).isEqualTo("not an object");
        assertThat(text.at("/whole/requestParameters").asText()).isEqualTo("not an object");
        assertThat(source("instance-stopped").has("whole")).isFalse();
    }

    private static JsonNode source(String id) throws IOException {
        return JSON.readTree(server.ask("GET", "cloudtrail-2026.11/_source/" + id, ""));
    }

    @Test
    void each_search_is_tested() throws IOException {
        List<String> tested = List.of(
                "by-address",
                "by-arn",
                "by-instance",
                "by-session",
                "identity-pivot",
                "initial-access",
                "lateral-movement",
                "objects-read",
                "whose");

        assertThat(Kit.names(KIT.resolve("searches"), ".json")).isEqualTo(tested);
    }
}
