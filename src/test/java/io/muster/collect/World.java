package io.muster.collect;

import io.muster.catalog.Pack;
import io.muster.inventory.Account;
import io.muster.inventory.Organization;
import io.muster.inventory.Slice;
import io.muster.inventory.TagKeys;
import io.muster.problem.Problem;
import io.muster.problem.Problems;
import io.muster.settings.Settings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** One run over a fake: the universe, the organization, and every account. */
record World(Organization organization, List<Slice> slices, List<Problem> warnings) {

    static final AwsConfig NO_AWS = AwsConfig.from(Settings.empty(new Problems()));
    static final TagKeys TAG_KEYS =
            new TagKeys(List.of("owner", "Owner"), List.of("environment"), List.of("DataClassification"));

    static Collector collector(SteampipeConfig config, Pack pack) {
        return Collector.open(
                config, NO_AWS, SiemQuestionsConfig.NONE, pack, OwnFacts.NONE, TAG_KEYS, Clock.systemUTC(), () -> 0);
    }

    static World read(FakeSteampipe steampipe, Pack pack, TableSink sink) throws InterruptedException {
        return read(steampipe.config(), pack, sink);
    }

    static World read(SteampipeConfig config, Pack pack, TableSink sink) throws InterruptedException {
        try (Collector collector = collector(config, pack)) {
            return read(collector, sink);
        }
    }

    static World read(Collector collector, TableSink sink) throws InterruptedException {
        Universe universe = collector.universe(sink);
        List<Slice> slices = new ArrayList<>(universe.slices());
        slices.addAll(collector.collectOrganization(universe.organization(), sink));
        for (Account account : universe.organization().accounts()) {
            slices.addAll(collector.collect(account, sink));
        }
        return new World(universe.organization(), slices, universe.warnings());
    }

    /** What became of a query, a line each: region, status, reason or rows and confirmation. */
    List<String> told(String account, String query) {
        return slices.stream()
                .filter(slice -> slice.account().value().equals(account)
                        && slice.source().value().equals(query))
                .map(World::line)
                .sorted()
                .toList();
    }

    String message(String account, String query) {
        return slices.stream()
                .filter(slice -> slice.account().value().equals(account)
                        && slice.source().value().equals(query))
                .map(slice -> String.valueOf(slice.message()))
                .findFirst()
                .orElse("");
    }

    static String line(Slice slice) {
        String region = slice.region() == null ? "" : slice.region() + ": ";
        if (slice.reason() != null) {
            return region + slice.status().word() + " " + slice.reason().word();
        }
        return region + slice.rows() + " "
                + (slice.confirmation() == null ? "" : slice.confirmation().word());
    }
}
