package io.muster.check;

import static java.util.Objects.requireNonNull;

import io.muster.settings.Secret;
import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code opa} of the configuration.
 *
 * @param url an OPA that somebody else runs; null when Muster runs its own
 * @param token what that OPA wants as a bearer token; null when it wants none
 * @param version the version that is installed when none is found
 * @param timeout for one request; large requests get one second more for every 2 MB
 * @param binary the OPA to run; null when it is searched
 * @param parallel requests in flight
 */
public record OpaConfig(
        @Nullable URI url,
        @Nullable Secret token,
        String version,
        Duration timeout,
        @Nullable Path binary,
        int parallel) {

    public static final String DEFAULT_VERSION = "1.22.2";
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    public static final int DEFAULT_PARALLEL = 2;

    private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+");

    public OpaConfig {
        requireNonNull(version, "version is null");
        requireNonNull(timeout, "timeout is null");
    }

    /** The configuration of an OPA that Muster runs itself, found by itself. */
    public static OpaConfig standard() {
        return new OpaConfig(null, null, DEFAULT_VERSION, DEFAULT_TIMEOUT, null, DEFAULT_PARALLEL);
    }

    /** Reads the section; every bad value is a problem of {@code settings}. */
    public static OpaConfig from(Settings settings) {
        Section section = settings.section("opa");
        Optional<URI> url = section.uri("url").filter(uri -> isHttp(section, uri));
        Optional<Secret> token = section.token("token");
        if (token.isPresent() && !section.has("url")) {
            section.problem(
                    "token",
                    "'opa.token' is set, but 'opa.url' is not.",
                    "Muster makes a token of its own for the OPA that it runs.",
                    "set opa.url, or leave opa.token out");
        }
        String version = section.text("version", DEFAULT_VERSION).strip();
        if (!VERSION.matcher(version).matches()) {
            section.problem(
                    "version",
                    "'opa.version' is '" + version + "', which is no version.",
                    "",
                    "opa.version: " + DEFAULT_VERSION);
            version = DEFAULT_VERSION;
        }
        Duration timeout = section.duration("timeout", DEFAULT_TIMEOUT);
        if (timeout.isZero()) {
            section.problem("timeout", "'opa.timeout' is zero.", "", "opa.timeout: 30s");
            timeout = DEFAULT_TIMEOUT;
        }
        Optional<Path> binary = section.text("binary")
                .map(written ->
                        settings.folder().map(folder -> folder.resolve(written)).orElseGet(() -> Path.of(written)));
        int parallel = section.integer("parallel", DEFAULT_PARALLEL, 1, 64);
        return new OpaConfig(url.orElse(null), token.orElse(null), version, timeout, binary.orElse(null), parallel);
    }

    private static boolean isHttp(Section section, URI uri) {
        if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            return true;
        }
        section.problem(
                "url",
                "'opa.url' is '" + uri + "', which is no http address.",
                "",
                "opa.url: http://127.0.0.1:8181 (left out: Muster runs its own OPA)");
        return false;
    }
}
