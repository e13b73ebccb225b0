package io.muster.cli;

import io.muster.demo.AwsEndpoint;
import io.muster.demo.DemoDatabase;
import io.muster.demo.DemoSettings;
import io.muster.demo.HecReceiver;
import io.muster.demo.HecReceiverFaults;
import io.muster.demo.HecReceiverOptions;
import io.muster.demo.SplunkEndpoint;
import io.muster.demo.world.DemoWorld;
import io.muster.state.State;
import io.muster.state.StateConfig;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** What an audit of the demo organization needs: a database, an AWS, a receiver, and a folder to run commands in. */
final class Stage implements AutoCloseable {

    static final String TOKEN = "0f1e2d3c-receiver-token";

    private static final Path PROGRAMS = Path.of(System.getProperty("java.io.tmpdir"), "muster-test-postgresql");

    private final Path folder;
    private final DemoWorld world;
    private final DemoDatabase database;
    private final HecReceiver receiver;
    private final AwsEndpoint aws;
    private final SplunkEndpoint search;

    private Stage(
            Path folder,
            DemoWorld world,
            DemoDatabase database,
            HecReceiver receiver,
            AwsEndpoint aws,
            SplunkEndpoint search) {
        this.folder = folder;
        this.world = world;
        this.database = database;
        this.receiver = receiver;
        this.aws = aws;
        this.search = search;
    }

    private static @Nullable Stage shared;

    /** A small organization in which everything is well; there is one for all tests, as long as this process lives. */
    static synchronized Stage healthy() {
        if (shared == null) {
            try {
                Path folder = Files.createTempDirectory("muster-stage-");
                Stage stage =
                        of(folder, DemoWorld.Shape.standard(3, Instant.now()).withoutFlaws());
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stage.end(folder)));
                shared = stage;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    private void end(Path all) {
        close();
        try (Stream<Path> files = Files.walk(all)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stage of(Path folder, DemoWorld.Shape shape) {
        DemoWorld world = DemoWorld.of(shape);
        DemoDatabase database = DemoDatabase.start(folder, PROGRAMS);
        try {
            world.fill(database.owner());
        } catch (SQLException e) {
            database.close();
            throw new IllegalStateException(e);
        }
        return new Stage(
                folder,
                world,
                database,
                HecReceiver.start(
                        HecReceiverOptions.builder()
                                .token(TOKEN)
                                .indexes(Set.of("aws_inventory"))
                                .build(),
                        HecReceiverFaults.none(),
                        Clock.systemUTC()),
                AwsEndpoint.start(world, Clock.systemUTC()),
                SplunkEndpoint.start(TOKEN, world, Home.pack(List.of()), Clock.systemUTC()));
    }

    DemoWorld world() {
        return world;
    }

    DemoDatabase database() {
        return database;
    }

    HecReceiver receiver() {
        return receiver;
    }

    AwsEndpoint aws() {
        return aws;
    }

    /** The configuration of the demo, with reports and state in a folder of their own. */
    String yaml(Path home) {
        return DemoSettings.yaml(database, aws, receiver.url(), search.url(), TOKEN) + "reports: {directory: \""
                + home.resolve("reports") + "\"}\nstate: {url: \"jdbc:sqlite:" + home.resolve("muster.db") + "\"}\n";
    }

    /** Does something to the database as its owner. */
    void sql(String... statements) {
        try (Connection owner = database.owner().getConnection();
                Statement statement = owner.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does something in another database of the same server; returns its address. */
    String sqlIn(String name, String... statements) {
        PGSimpleDataSource source = (PGSimpleDataSource) database.owner();
        source.setDatabaseName(name);
        try (Connection owner = source.getConnection();
                Statement statement = owner.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return database.url().replaceFirst("/steampipe$", "/" + name);
    }

    /** A new folder with that configuration. */
    Desk desk() {
        try {
            Path home = Files.createTempDirectory(folder, "desk-");
            return new Desk(home).write(yaml(home));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new folder whose state has what was drilled and verified in the demo. */
    Desk deskWithNotes() {
        Desk desk = desk();
        try (State state = desk.state()) {
            DemoNotes.plant(world, state);
        }
        return desk;
    }

    /** Where somebody runs commands: a folder with a {@code muster.yaml}. */
    record Desk(Path home) {

        Path config() {
            return home.resolve("muster.yaml");
        }

        Path reports() {
            return home.resolve("reports");
        }

        Desk write(String yaml) {
            try {
                Files.writeString(config(), yaml);
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String yaml() {
            try {
                return Files.readString(config());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Desk replace(String what, String by) {
            String yaml = yaml();
            if (!yaml.contains(what)) {
                throw new IllegalArgumentException("'" + what + "' is not in\n" + yaml);
            }
            return write(yaml.replace(what, by));
        }

        Desk add(String more) {
            return write(yaml() + more);
        }

        /** Writes a file of this folder. */
        Path file(String name, String text) {
            try {
                Path file = home.resolve(name);
                Files.createDirectories(file.getParent());
                return Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Opens the state, to look at what a command left. */
        State state() {
            return State.open(StateConfig.sqlite(home.resolve("muster.db")), Clock.systemUTC());
        }

        /** Runs a command in this process. */
        Ran run(String... arguments) {
            return run(System.getenv(), arguments);
        }

        Ran run(Map<String, String> environment, String... arguments) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            int code = Main.run(
                    command(arguments).toArray(String[]::new),
                    environment,
                    new Terminal(new PrintWriter(out), new PrintWriter(err), false));
            return new Ran(code, out.toString(), err.toString());
        }

        /** The arguments with {@code --config} behind the command. */
        private List<String> command(String... arguments) {
            return Stream.concat(Arrays.stream(arguments), Stream.of("--config", config().toString()))
                    .toList();
        }

        /** Starts a command as a process of its own, with its output in files. */
        Child start(Map<String, String> environment, String... arguments) {
            try {
                List<String> command = new ArrayList<>(java());
                command.addAll(command(arguments));
                return start(environment, command);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** What starts Muster as a process of its own, without arguments. */
        List<String> java() throws IOException {
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Dmuster.home=" + Home.folder().toAbsolutePath(),
                    "-Djava.io.tmpdir=" + Files.createDirectories(home.resolve("tmp")),
                    "-cp",
                    classPath(),
                    Main.class.getName());
        }

        /** Starts any command in this folder. */
        Child start(Map<String, String> environment, List<String> command) {
            try {
                int number = home.resolve("children").toFile().mkdirs() ? 0 : count();
                Path out = home.resolve("children").resolve(number + ".out");
                Path err = home.resolve("children").resolve(number + ".err");
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(home.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
                builder.environment().putAll(environment);
                return new Child(builder.start(), out, err);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Absolute, since the child runs in another folder. */
        private static String classPath() {
            String own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            return Arrays.stream(own.split(Pattern.quote(File.pathSeparator)))
                    .map(entry -> Path.of(entry).toAbsolutePath().toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }

        private int count() throws IOException {
            try (Stream<Path> files = Files.list(home.resolve("children"))) {
                return (int) files.count();
            }
        }
    }

    @Override
    public void close() {
        search.close();
        aws.close();
        receiver.close();
        database.close();
    }
}
