package io.muster.collect;

import static java.util.Objects.requireNonNull;

import io.muster.catalog.SiemSpec;
import io.muster.settings.Secret;
import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which SIEM answers the questions that only it can answer: the section {@code siem-questions}.
 *
 * @param url null if and only if nothing is configured; without it the questions are not asked
 * @param token sent as a bearer token; null if user and password are sent, or nothing
 * @param tlsCa certificates in PEM to trust instead of the system's; null for the system's
 * @param timeout for one question
 * @param data what finds the data that a question is about: a search of Splunk, or indexes of OpenSearch
 * @param sources the same for each source of logs other than AWS, by a name
 */
public record SiemQuestionsConfig(
        Type type,
        @Nullable URI url,
        @Nullable Secret token,
        @Nullable String user,
        @Nullable Secret password,
        @Nullable Path tlsCa,
        Duration connectTimeout,
        Duration timeout,
        Map<String, String> data,
        Map<String, String> sources) {

    /** The kind of the SIEM. */
    public enum Type {
        SPLUNK("Splunk"),
        /** Also Elasticsearch. */
        OPENSEARCH("OpenSearch");

        private final String title;

        Type(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    public static final SiemQuestionsConfig NONE = new SiemQuestionsConfig(
            Type.SPLUNK,
            null,
            null,
            null,
            null,
            null,
            Duration.ofSeconds(10),
            Duration.ofMinutes(2),
            Map.of(),
            Map.of());

    private static final String SECTION = "siem-questions";
    private static final String EXAMPLE = "siem-questions: {type: splunk, url: \"https://splunk:8089\","
            + " token: \"${env:SPLUNK_SEARCH_TOKEN}\", data: {cloudtrail: \"index=aws sourcetype=aws:cloudtrail\"}}";

    public SiemQuestionsConfig {
        requireNonNull(type, "type is null");
        requireNonNull(connectTimeout, "connectTimeout is null");
        requireNonNull(timeout, "timeout is null");
        data = Map.copyOf(data);
        sources = Map.copyOf(sources);
    }

    public static SiemQuestionsConfig from(Settings settings) {
        Section section = settings.section(SECTION);
        Optional<URI> url = webAddress(section);
        Optional<Secret> token = section.token("token");
        Optional<String> user = section.text("user");
        Optional<Secret> password = section.secret("password");
        if (user.isPresent() != password.isPresent()) {
            section.problem(
                    user.isPresent() ? "user" : "password",
                    "'siem-questions.user' and 'siem-questions.password' go together.",
                    "",
                    "leave both out where there is a token");
        }
        if (token.isPresent() && user.isPresent()) {
            section.problem(
                    "token",
                    "'siem-questions' has a token and a user.",
                    "Only one of them can be sent.",
                    "leave one out");
        }
        Path folder = settings.folder().orElse(Path.of(""));
        Path tlsCa = section.text("tls-ca").map(folder::resolve).orElse(null);
        if (tlsCa != null && !Files.isRegularFile(tlsCa)) {
            section.problem(
                    "tls-ca", "'siem-questions.tls-ca' names '" + tlsCa + "', which is no file.", "", "create it");
        }
        return new SiemQuestionsConfig(
                section.word("type", Type.class, NONE.type()),
                url.orElse(null),
                token.orElse(null),
                user.orElse(null),
                password.orElse(null),
                tlsCa,
                section.duration("connect-timeout", NONE.connectTimeout()),
                section.duration("timeout", NONE.timeout()),
                notBlank(section, "data"),
                notBlank(section, "sources"));
    }

    private static Optional<URI> webAddress(Section section) {
        Optional<URI> url = section.uri("url");
        boolean isWeb = url.map(URI::getScheme)
                .map(scheme -> scheme.equals("https") || scheme.equals("http"))
                .orElse(!section.isPresent() || section.has("url"));
        if (!isWeb) {
            section.problem(
                    "url",
                    "'siem-questions.url' is " + (url.isEmpty() ? "missing." : "no web address."),
                    "Splunk answers at its management port, OpenSearch where its indexes are.",
                    "siem-questions.url: https://splunk:8089");
        }
        return url.filter(address -> isWeb);
    }

    /** Nothing finds nothing, and an empty search of Splunk finds everything. */
    private static Map<String, String> notBlank(Section section, String key) {
        Map<String, String> found = new LinkedHashMap<>();
        section.textMap(key).forEach((name, text) -> {
            if (text.isBlank()) {
                section.section(key)
                        .problem(name, "'" + section.path(key) + "." + name + "' is empty.", "", "say what finds it");
            } else {
                found.put(name, text.strip());
            }
        });
        return found;
    }

    /** Whether there is anybody to ask. */
    public boolean isConfigured() {
        return url != null;
    }

    /** Who is asked, for texts. */
    String shown() {
        return url == null ? "nobody" : type.title() + " at " + url.getAuthority();
    }

    /** What has to be configured before a question about these data can be asked; empty if nothing. */
    Optional<String> missing(String what) {
        if (url == null) {
            return Optional.of("only the SIEM knows this, and 'siem-questions' is not configured; try: " + EXAMPLE);
        }
        if (what.equals(SiemSpec.SOURCES)) {
            return sources.isEmpty()
                    ? Optional.of("'siem-questions.sources' names no source of logs; try: sources: {vpn: "
                            + (type == Type.SPLUNK ? "index=network sourcetype=vpn" : "vpn-*") + "}")
                    : Optional.empty();
        }
        return data.containsKey(what)
                ? Optional.empty()
                : Optional.of("'siem-questions.data." + what + "' is not configured; try: data: {" + what + ": "
                        + (type == Type.SPLUNK ? "\"index=aws sourcetype=aws:" + what + "\"" : what + "-*") + "}");
    }
}
