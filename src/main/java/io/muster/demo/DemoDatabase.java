package io.muster.demo;

import io.muster.problem.ProblemException;
import io.muster.settings.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of the demo's own that looks like Steampipe's from outside: database {@code steampipe}, user
 * {@code steampipe}, on loopback, with a password that is new each time.
 *
 * <p>Its data live in a folder of its own and are gone when it is closed, and when this process ends in any other way.
 */
public final class DemoDatabase implements AutoCloseable {

    private static final String OWNER = "postgres";
    private static final String READER = "steampipe";
    private static final int ATTEMPTS = 3;

    private final EmbeddedPostgres server;
    private final Lifeline lifeline;
    private final Secret ownerPassword;
    private final Secret readerPassword;

    private DemoDatabase(EmbeddedPostgres server, Lifeline lifeline, Secret ownerPassword, Secret readerPassword) {
        this.server = server;
        this.lifeline = lifeline;
        this.ownerPassword = ownerPassword;
        this.readerPassword = readerPassword;
    }

    /**
     * Starts a server.
     *
     * @param parent where its folder is made
     * @param cache where the server's programs are kept from one start to the next
     */
    public static DemoDatabase start(Path parent, Path cache) {
        Path folder = null;
        for (int attempt = 1; ; attempt++) {
            try {
                Files.createDirectories(parent);
                Files.createDirectories(cache);
                folder = Files.createTempDirectory(parent.toAbsolutePath(), "muster-demo-");
                return start(folder, Files.createDirectories(folder.resolve("data")), cache);
            } catch (IOException | RuntimeException | SQLException e) {
                String why = folder == null ? reason(e) : lastWords(folder).orElseGet(() -> reason(e));
                if (folder != null) {
                    remove(folder);
                }
                // The port was free a moment ago; somebody else may have been quicker.
                if (attempt < ATTEMPTS && why.contains("Address already in use")) {
                    continue;
                }
                throw ProblemException.couldNotRun(
                        "The demo's PostgreSQL did not start.",
                        why,
                        "look whether '" + parent + "' and '" + cache + "' can be written and have 300 MB free",
                        e);
            }
        }
    }

    private static DemoDatabase start(Path folder, Path data, Path cache) throws IOException, SQLException {
        ProcessBuilder.Redirect log = ProcessBuilder.Redirect.appendTo(
                folder.resolve("postgresql.log").toFile());
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(cache.toFile())
                .setCleanDataDirectory(true)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(30))
                .setLocaleConfig("locale", "C")
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "100")
                .setServerConfig("max_locks_per_transaction", "2048")
                .setServerConfig("timezone", "UTC")
                .setServerConfig("shared_buffers", "128MB")
                // The data are made anew each time, so nothing need survive a crash of the machine.
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("wal_level", "minimal")
                .setServerConfig("max_wal_senders", "0")
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("autovacuum", "off")
                .start();
        Lifeline lifeline = null;
        try {
            long postmaster = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
            lifeline = Lifeline.attach(folder, postmaster);
            DemoDatabase database = new DemoDatabase(server, lifeline, newPassword(), newPassword());
            database.admitOnlyWithPassword(data);
            return database;
        } catch (IOException | SQLException | RuntimeException e) {
            if (lifeline == null) {
                server.close();
            } else {
                lifeline.close();
            }
            throw e;
        }
    }

    private void admitOnlyWithPassword(Path data) throws IOException, SQLException {
        Files.writeString(data.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + READER);
            statement.execute("create role " + READER + " login password '" + readerPassword.reveal() + "'");
            statement.execute("alter role " + OWNER + " password '" + ownerPassword.reveal() + "'");
            statement.execute("select pg_reload_conf()");
        }
    }

    /** The JDBC URL, without user and password. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + READER;
    }

    /** The user that reads, as Steampipe's user of the same name. */
    public String user() {
        return READER;
    }

    public Secret password() {
        return readerPassword;
    }

    /** Opens connections of the owner of everything, to fill the database. */
    public DataSource owner() {
        return source(OWNER, ownerPassword);
    }

    /** Opens connections of the user that reads. */
    public DataSource reader() {
        return source(READER, readerPassword);
    }

    private DataSource source(String user, Secret password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        source.setUser(user);
        source.setPassword(password.reveal());
        return source;
    }

    /** Ends the server at once; its data are of no use to anybody. */
    @Override
    public void close() {
        lifeline.close();
    }

    private static Secret newPassword() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return new Secret(HexFormat.of().formatHex(bytes));
    }

    private static String reason(Exception e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    /** The server's last lines, which say why it gave up. */
    private static Optional<String> lastWords(Path folder) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("postgresql.log"), StandardCharsets.UTF_8).stream()
                    .filter(line -> line.contains("FATAL") || line.contains("HINT") || line.contains("error:"))
                    .toList();
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            lines.stream().skip(Math.max(0, lines.size() - 3)).collect(Collectors.joining(" ")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // A leftover in the temporary folder costs space only; the reason of the failed start matters more.
        }
    }
}
