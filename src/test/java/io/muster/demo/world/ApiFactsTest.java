package io.muster.demo.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.catalog.ApiSpec;
import io.muster.catalog.Pack;
import io.muster.catalog.PackLoader;
import io.muster.catalog.QuerySpec;
import io.muster.demo.world.ApiFacts.Answer;
import io.muster.problem.Problems;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ApiFactsTest {

    private static final DemoWorld WORLD =
            DemoWorld.of(DemoWorld.Shape.standard(12, Instant.parse("2026-11-24T05:00:00Z")));

    @Test
    void every_operation_that_the_pack_asks_for_is_answered_in_every_account() {
        Pack pack = PackLoader.load(List.of(Path.of(System.getProperty("muster.home", "."))), new Problems());
        ApiFacts facts = new ApiFacts(WORLD);

        for (QuerySpec query : pack.queries()) {
            ApiSpec api = query.api();
            if (api == null) {
                continue;
            }
            for (DemoAccount account : WORLD.accounts()) {
                Answer answer = facts.answer(new ApiFacts.Call(
                        account.id(), "eu-west-1", api.service(), api.operation(), Map.of("DetectorId", "any")));

                assertThat(answer)
                        .as(query.id().value())
                        .isNotEqualTo(new Answer.Refused(
                                501,
                                "UnknownOperationException",
                                "The demo's AWS does not know " + api.service() + ":" + api.operation() + "."));
            }
        }
    }
}
