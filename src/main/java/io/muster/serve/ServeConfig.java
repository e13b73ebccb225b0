package io.muster.serve;

import static java.util.Objects.requireNonNull;

import io.muster.problem.Problems;
import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where the service listens and who may ask: the section {@code serve}.
 *
 * @param host loopback unless configured
 * @param port 0 takes a free one
 */
public record ServeConfig(String host, int port, Tokens tokens) {

    public static final int DEFAULT_PORT = 8080;
    public static final String DEFAULT_LISTEN = "127.0.0.1:" + DEFAULT_PORT;

    public ServeConfig {
        requireNonNull(host, "host is null");
        requireNonNull(tokens, "tokens is null");
    }

    public static ServeConfig from(Settings settings) {
        Section section = settings.section("serve");
        String listen = section.text("listen", DEFAULT_LISTEN);
        Tokens tokens = Tokens.parse(
                section.secret("tokens").map(secret -> secret.reveal()).orElse(""),
                "serve.tokens",
                settings.problems());
        if (section.has("tokens") && tokens.isEmpty() && !settings.problems().hasErrors()) {
            section.problem(
                    "tokens",
                    "'serve.tokens' is set, but no token is in it.",
                    "Without tokens everybody on this machine may ask.",
                    "leave it out, or put a line into the file that it names: muster serve --new-token NAME");
        }
        int colon = listen.lastIndexOf(':');
        int port = colon < 1 ? -1 : port(listen.substring(colon + 1));
        if (port < 0) {
            section.problem(
                    "listen",
                    "'serve.listen' is '" + listen + "', which is no host:port.",
                    "",
                    "listen: 127.0.0.1:8080");
            return new ServeConfig("127.0.0.1", DEFAULT_PORT, tokens);
        }
        String host = listen.substring(0, colon).replace("[", "").replace("]", "");
        if (!isLoopback(host) && tokens.isEmpty()) {
            section.problem(
                    "listen",
                    "'serve.listen' is '" + listen + "', which others can reach, but no tokens are configured.",
                    "The API tells who owns what.",
                    "serve: {listen: \"" + listen + "\", tokens: \"${file:tokens}\"}");
        }
        return new ServeConfig(host, port, tokens);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port >= 0 && port <= 65_535 ? port : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    boolean isLoopback() {
        return isLoopback(host);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Loopback, no tokens; port 0 takes a free one. */
    public static ServeConfig onPort(int port) {
        return new ServeConfig("127.0.0.1", port, Tokens.parse("", "", new Problems()));
    }
}
