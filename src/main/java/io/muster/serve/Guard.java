package io.muster.serve;

import io.javalin.http.Context;
import io.muster.serve.Refusal.Challenge;
import io.muster.serve.Tokens.Caller;
import io.muster.serve.Tokens.Scope;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decides who may ask what. Without tokens everybody on this machine may, and nobody else. */
final class Guard {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

    private final ServeConfig config;

    Guard(ServeConfig config) {
        this.config = config;
    }

    private boolean isOpen() {
        return config.tokens().isEmpty();
    }

    /**
     * Refuses requests for other host names where no token protects: a web page whose name is made to point at this machine
     * could let the browser of somebody who works on it ask in its place.
     */
    void requireHost(Context context) {
        if (!isOpen()) {
            return;
        }
        String host = Optional.ofNullable(context.host()).orElse("").toLowerCase(Locale.ROOT);
        String name = host.replaceFirst(":[0-9]*$", "");
        if (!LOOPBACK.matcher(name).matches() && !name.equals(config.host().toLowerCase(Locale.ROOT))) {
            throw Refusal.of(
                    403,
                    "This service is for this machine only.",
                    "It has no tokens, and the request is for another host name.",
                    "ask for http://localhost, or set serve.tokens");
        }
    }

    /** Lets a request pass whose token has the scope; throws a refusal otherwise. */
    void require(Context context, Scope scope, Challenge challenge) {
        if (isOpen()) {
            return;
        }
        String header = context.header("Authorization");
        if (header == null) {
            throw Refusal.unauthorized("This needs a token with the scope '" + scope.word() + "'.", challenge);
        }
        Caller caller = token(header)
                .flatMap(config.tokens()::caller)
                .orElseThrow(() -> Refusal.unauthorized("The token is not known here.", challenge));
        if (!caller.scopes().contains(scope)) {
            throw Refusal.of(
                    403,
                    "The token of '" + caller.name() + "' does not have the scope '" + scope.word() + "'.",
                    "",
                    "use another token, or add the scope to its line in serve.tokens");
        }
    }

    /** Whether {@link #require} would let it pass. */
    boolean allows(Context context, Scope scope) {
        return isOpen()
                || Optional.ofNullable(context.header("Authorization"))
                        .flatMap(Guard::token)
                        .flatMap(config.tokens()::caller)
                        .filter(caller -> caller.scopes().contains(scope))
                        .isPresent();
    }

    private static Optional<String> token(String header) {
        String[] words = header.strip().split("\\s+", 2);
        if (words.length < 2) {
            return Optional.empty();
        }
        if (words[0].equalsIgnoreCase("Bearer")) {
            return Optional.of(words[1]);
        }
        return words[0].equalsIgnoreCase("Basic") ? password(words[1]) : Optional.empty();
    }

    private static Optional<String> password(String encoded) {
        try {
            String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
