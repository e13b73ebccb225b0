package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.demo.HecReceiverIndex.Indexed;
import io.muster.demo.world.DemoWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a SIEM hears of a second audit: the rows as they are now, and exactly what changed since the first. */
final class ChangesIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Stage stage;

    @BeforeEach
    void start() {
        stage = Stage.of(
                folder, DemoWorld.Shape.standard(6, Instant.now()).withRows(60).withoutFlaws());
    }

    @AfterEach
    void end() {
        stage.close();
    }

    @Test
    void the_second_run_sends_what_appeared_changed_and_disappeared_and_nothing_else() throws Exception {
        Stage.Desk desk = stage.desk();
        Ran first = desk.run("audit");
        assertThat(changes()).as(first.toString()).isEmpty();

        stage.sql(
                "update demo.aws_ec2_instance set instance_state = 'stopped' where instance_id ="
                        + " (select min(instance_id) from demo.aws_ec2_instance)",
                "insert into demo.aws_vpc_eip select (jsonb_populate_record(eip, '{\"allocation_id\": \"eipalloc-new\"}')).*"
                        + " from demo.aws_vpc_eip eip order by allocation_id limit 1",
                "delete from demo.aws_vpc_eip where allocation_id = (select min(allocation_id) from demo.aws_vpc_eip)");
        Ran second = desk.run("audit");

        List<JsonNode> changes = changes();
        assertThat(changes)
                .as(second.toString())
                .extracting(change -> change.path("table").asText() + " "
                        + change.path("change").asText())
                .containsExactlyInAnyOrder("ec2_instances changed", "vpc_eips appeared", "vpc_eips disappeared");
        for (JsonNode change : changes) {
            switch (change.path("change").asText()) {
                case "changed" -> {
                    assertThat(change.path("row").path("instance_state").asText())
                            .isEqualTo("stopped");
                    assertThat(change.path("before").path("instance_state").asText())
                            .isNotEqualTo("stopped");
                }
                case "appeared" -> {
                    assertThat(change.path("key").toString()).contains("eipalloc-new");
                    assertThat(change.path("before").isNull()).isTrue();
                }
                default -> assertThat(change.path("row").isNull()).isTrue();
            }
        }
    }

    private List<JsonNode> changes() throws IOException {
        List<JsonNode> changes = new ArrayList<>();
        for (Indexed event : stage.receiver().index().events()) {
            JsonNode json = JSON.readTree(event.event());
            if (event.sourcetype().equals("muster:change")) {
                changes.add(json);
            }
        }
        return changes;
    }
}
