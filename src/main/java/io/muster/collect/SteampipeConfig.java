package io.muster.collect;

import static java.util.Objects.requireNonNull;

import io.muster.settings.Secret;
import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Steampipe is and how it is read: the section {@code steampipe}.
 *
 * @param url {@code jdbc:postgresql://host:port/database}
 * @param aggregator the connection that stands for all accounts; null when it is found, or there is one schema each
 * @param statementTimeout after which PostgreSQL is asked to end a statement; the socket is closed a little later
 * @param parallelAccounts how many accounts are read side by side, each in a session of its own
 */
public record SteampipeConfig(
        String url,
        @Nullable String user,
        @Nullable Secret password,
        @Nullable String aggregator,
        Duration statementTimeout,
        int parallelAccounts,
        Confirm confirm,
        int fetchSize) {

    /** How regions and tables without rows are asked again. */
    public enum Confirm {
        /** Exactly where a critical check depends on it, else fast. */
        AUTO,
        /** Region by region. */
        EXACT,
        /** In one statement. */
        FAST,
        /** Not at all: Steampipe is believed. */
        NONE
    }

    public static final String DEFAULT_URL = "jdbc:postgresql://localhost:9193/steampipe";
    public static final Duration DEFAULT_STATEMENT_TIMEOUT = Duration.ofMinutes(5);
    public static final int DEFAULT_PARALLEL_ACCOUNTS = 8;
    public static final int DEFAULT_FETCH_SIZE = 1_000;

    /** How long after the statement's time-out the socket is closed; only that always ends a hanging statement. */
    static final Duration SOCKET_GRACE = Duration.ofSeconds(10);

    private static final Pattern CREDENTIALS = Pattern.compile("(//)[^/@]*@|([?&](?:user|password)=)[^&]*");

    public SteampipeConfig {
        requireNonNull(url, "url is null");
        requireNonNull(statementTimeout, "statementTimeout is null");
        requireNonNull(confirm, "confirm is null");
    }

    public static SteampipeConfig from(Settings settings) {
        Section section = settings.section("steampipe");
        String url = section.text("url", DEFAULT_URL).strip();
        if (!url.startsWith("jdbc:postgresql:")) {
            section.problem(
                    "url",
                    "'steampipe.url' is no JDBC address of a PostgreSQL server.",
                    "",
                    "steampipe.url: " + DEFAULT_URL);
            url = DEFAULT_URL;
        }
        if (section.holdsCredentials("url", url)) {
            url = DEFAULT_URL;
        }
        return new SteampipeConfig(
                url,
                section.text("user").orElse(null),
                section.secret("password").orElse(null),
                section.text("aggregator").orElse(null),
                section.duration("statement-timeout", DEFAULT_STATEMENT_TIMEOUT),
                section.integer("parallel-accounts", DEFAULT_PARALLEL_ACCOUNTS, 1, 64),
                section.word("confirm", Confirm.class, Confirm.AUTO),
                section.integer("fetch-size", DEFAULT_FETCH_SIZE, 1, 100_000));
    }

    /** The address without user and password, as messages show it. */
    String shownUrl() {
        return CREDENTIALS.matcher(url).replaceAll("$1$2");
    }

    /** What the driver is told. Everything comes as text, so that values can be copied without decoding them. */
    Properties driverProperties() {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password.reveal());
        }
        properties.setProperty("ApplicationName", "muster");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "15");
        properties.setProperty(
                "socketTimeout",
                String.valueOf(statementTimeout.plus(SOCKET_GRACE).toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("prepareThreshold", "0");
        properties.setProperty("binaryTransfer", "false");
        properties.setProperty("defaultRowFetchSize", String.valueOf(fetchSize));
        return properties;
    }

    @Override
    public String toString() {
        return "SteampipeConfig[" + shownUrl() + "]";
    }
}
