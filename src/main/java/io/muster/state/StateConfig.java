package io.muster.state;

import static java.util.Objects.requireNonNull;

import io.muster.settings.Secret;
import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code state} of the configuration.
 *
 * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://…}; may hold a password, so it is never shown as it is
 * @param user null for SQLite, and where the URL says it
 * @param retention how long runs are kept after they started
 */
public record StateConfig(
        String url, @Nullable String user, @Nullable Secret password, Duration retention) {

    public static final String DEFAULT_URL = "jdbc:sqlite:muster.db";
    public static final Duration DEFAULT_RETENTION = Duration.ofDays(400);

    private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);
    private static final Pattern CREDENTIALS = Pattern.compile("//[^/@]*@");

    static final String SQLITE = "jdbc:sqlite:";
    static final String POSTGRESQL = "jdbc:postgresql:";

    public StateConfig {
        requireNonNull(url, "url is null");
        requireNonNull(retention, "retention is null");
    }

    /** An SQLite file with everything else as by default. */
    public static StateConfig sqlite(Path file) {
        return new StateConfig(SQLITE + file, null, null, DEFAULT_RETENTION);
    }

    /** Reads the section; a relative SQLite file is meant against the folder of the configuration. */
    public static StateConfig from(Settings settings) {
        Section section = settings.section("state");
        String url = section.text("url", DEFAULT_URL).strip();
        @Nullable String user = section.text("user").orElse(null);
        @Nullable Secret password = section.secret("password").orElse(null);
        Duration retention = section.duration("retention", DEFAULT_RETENTION);
        if (retention.compareTo(SHORTEST_RETENTION) < 0) {
            section.problem(
                    "retention",
                    "'state.retention' is shorter than a day.",
                    "Reports compare runs of different weeks.",
                    "state.retention: 400d");
            retention = DEFAULT_RETENTION;
        }
        if (url.startsWith(POSTGRESQL) && section.holdsCredentials("url", url)) {
            url = DEFAULT_URL;
        }
        if (url.startsWith(POSTGRESQL)) {
            return new StateConfig(url, user, password, retention);
        }
        if (!url.startsWith(SQLITE) || fileOf(url).isEmpty() || fileOf(url).startsWith(":")) {
            section.problem(
                    "url",
                    "'state.url' is no database that Muster can keep its state in.",
                    "It can be an SQLite file or a PostgreSQL database.",
                    "state.url: jdbc:sqlite:muster.db, or jdbc:postgresql://host:5432/muster");
            return new StateConfig(DEFAULT_URL, null, null, retention);
        }
        if (user != null || password != null) {
            section.problem(
                    user != null ? "user" : "password",
                    "'state.user' and 'state.password' are for PostgreSQL only.",
                    "'state.url' is an SQLite file, which has no users.",
                    "leave them out");
        }
        String written = fileOf(url);
        String file = settings.folder()
                .map(folder -> folder.resolve(written).toString())
                .orElse(written);
        return new StateConfig(SQLITE + file, null, null, retention);
    }

    /** Whether there is something to open; false for an SQLite file that no run has made yet. */
    public boolean isThere() {
        return !isSqlite() || Files.exists(file());
    }

    boolean isSqlite() {
        return url.startsWith(SQLITE);
    }

    /** The SQLite file. */
    Path file() {
        return Path.of(fileOf(url));
    }

    private static String fileOf(String url) {
        String rest = url.substring(SQLITE.length());
        int parameters = rest.indexOf('?');
        return parameters < 0 ? rest : rest.substring(0, parameters);
    }

    /** What it is, in words that may be shown: without credentials and parameters. */
    public String described() {
        if (isSqlite()) {
            return "SQLite file '" + file() + "'";
        }
        int parameters = url.indexOf('?');
        String address = parameters < 0 ? url : url.substring(0, parameters);
        return "PostgreSQL database '"
                + CREDENTIALS.matcher(address.substring("jdbc:".length())).replaceFirst("//") + "'";
    }

    @Override
    public String toString() {
        return "StateConfig[" + described() + ", retention=" + retention + "]";
    }
}
