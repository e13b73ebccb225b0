package io.muster.bench;

import io.muster.catalog.Pack;
import io.muster.catalog.PackLoader;
import io.muster.demo.AwsEndpoint;
import io.muster.demo.DemoDatabase;
import io.muster.demo.DemoSettings;
import io.muster.demo.world.DemoWorld;
import io.muster.demo.world.Layout;
import io.muster.problem.ProblemException;
import io.muster.problem.Problems;
import io.muster.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The demo's organization in a PostgreSQL of its own, to be read as Steampipe. */
final class Stage implements AutoCloseable {

    private static final Instant NOW = Instant.parse("2026-11-24T05:00:00Z");

    private final DemoDatabase database;
    private final AwsEndpoint aws;
    private final long rows;
    private final Path folder;

    private Stage(DemoDatabase database, AwsEndpoint aws, long rows, Path folder) {
        this.folder = folder;
        this.database = database;
        this.aws = aws;
        this.rows = rows;
    }

    static Stage set(Rig rig, int accounts, int rowsOfEach, Layout layout) {
        rig.say(String.format("  filling a PostgreSQL: %,d accounts with about %,d rows each", accounts, rowsOfEach));
        DemoWorld world = DemoWorld.of(DemoWorld.Shape.standard(accounts, NOW)
                .withSeed(Rig.SEED)
                .withRows(rowsOfEach)
                .withLayout(layout));
        DemoDatabase database = DemoDatabase.start(rig.scratch(), rig.programs());
        boolean filled = false;
        try {
            long rows = world.fillOrExplain(database.owner());
            Stage stage = new Stage(database, AwsEndpoint.start(world, Clock.systemUTC()), rows, rig.scratch());
            filled = true;
            return stage;
        } finally {
            if (!filled) {
                database.close();
            }
        }
    }

    DemoDatabase database() {
        return database;
    }

    /** How many rows the organization has in all. */
    long rows() {
        return rows;
    }

    /** The server's first process; all others are its children. */
    List<ProcessHandle> server() throws IOException {
        try (Stream<Path> files = Files.find(folder, 3, (file, about) -> file.endsWith("postmaster.pid"))) {
            List<ProcessHandle> processes = new ArrayList<>();
            for (Path file : files.toList()) {
                long number = Long.parseLong(Files.readAllLines(file).get(0).strip());
                ProcessHandle.of(number).ifPresent(processes::add);
            }
            return processes;
        }
    }

    /** The configuration of an audit without targets, to which more may be added. */
    String yaml() {
        URI nobody = URI.create("http://127.0.0.1:1");
        String whole = DemoSettings.yaml(database, aws, nobody, nobody, "none");
        return whole.substring(0, whole.indexOf("targets:"));
    }

    Settings settings() {
        return Settings.parse(yaml(), "bench", Map.of(), new Problems());
    }

    /** The pack of the checkout. */
    static Pack pack(Rig rig) {
        Problems problems = new Problems();
        Pack pack = PackLoader.load(List.of(rig.home()), problems);
        problems.throwIfAny(ProblemException.Kind.COULD_NOT_RUN);
        return pack;
    }

    @Override
    public void close() {
        aws.close();
        database.close();
    }
}
