package io.muster.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.catalog.Pack;
import io.muster.finding.AccountId;
import io.muster.finding.RunId;
import io.muster.inventory.Account;
import io.muster.inventory.AccountState;
import io.muster.inventory.Organization;
import io.muster.state.Run;
import io.muster.state.State;
import io.muster.state.StateConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportsTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T05:00:00Z");
    private static final RunId RUN = RunId.of("01936000-0000-7000-8000-00000000abcd");

    @TempDir
    private Path folder;

    @Test
    void a_report_that_is_written_again_replaces_the_earlier_one_whole_and_leaves_nothing_beside_it()
            throws IOException {
        Path place = folder.resolve("reports");
        Path share = folder.resolve("share");
        try (State state =
                State.open(StateConfig.sqlite(folder.resolve("muster.db")), Clock.fixed(MONDAY, ZoneOffset.UTC))) {
            Run run = complete(state);
            Reports reports = new Reports(
                    new ReportsConfig(place, EnumSet.of(ReportsConfig.Form.CSV), List.of(share)),
                    state,
                    new Pack(List.of(), List.of(), List.of()),
                    "0.1.0");
            Path first = reports.write(run);
            Files.writeString(first.resolve("left-over.csv"), "old");

            Path second = reports.write(run);

            assertThat(second).isEqualTo(first);
            assertThat(second.resolve("findings.csv")).exists();
            assertThat(second.resolve("left-over.csv")).doesNotExist();
            for (Path each : List.of(place, share)) {
                assertThat(names(each)).containsExactlyInAnyOrder("latest", String.valueOf(first.getFileName()));
                assertThat(each.resolve("latest").toRealPath())
                        .isEqualTo(each.resolve(first.getFileName()).toRealPath());
            }
        }
    }

    private static Run complete(State state) {
        AccountId shop = new AccountId("111111111111");
        state.runs().start(RUN, MONDAY);
        state.runs()
                .universe(
                        RUN,
                        new Organization(
                                "o-1",
                                shop,
                                List.of(new Account(
                                        shop,
                                        "shop",
                                        "",
                                        AccountState.ACTIVE,
                                        "aws",
                                        true,
                                        List.of("eu-west-1"),
                                        Map.of(),
                                        null,
                                        null,
                                        null,
                                        "shop"))));
        return state.runs().complete(RUN, MONDAY.plusSeconds(60));
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
