package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opensearch.common.settings.Settings;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.ingest.common.IngestCommonPlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.node.NodeValidationException;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.script.mustache.MustachePlugin;
import org.opensearch.transport.Netty4Plugin;

/** An OpenSearch of one node, in this process and on loopback only, that is talked to by HTTP as users do. */
public final class OpenSearch implements AutoCloseable {

    private final Node node;
    private final URI url;
    private final HttpClient client = HttpClient.newHttpClient();

    private OpenSearch(Node node) {
        this.node = node;
        int port = node.injector()
                .getInstance(HttpServerTransport.class)
                .boundAddress()
                .publishAddress()
                .getPort();
        this.url = URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Starts one on a free port; its data are in the folder. */
    public static OpenSearch start(Path folder) throws IOException {
        Settings settings = Settings.builder()
                .put("path.home", folder.toAbsolutePath())
                .put("cluster.name", "muster-test")
                .put("node.processors", 2)
                .put("discovery.type", "single-node")
                .put("network.host", "127.0.0.1")
                .put("transport.type", "netty4")
                .put("transport.port", "0")
                .put("http.type", "netty4")
                .put("http.port", "0")
                .build();
        // Others in this process may have used netty before.
        System.setProperty("opensearch.set.netty.runtime.available.processors", "false");
        Node node = new WithPlugins(settings);
        try {
            return new OpenSearch(node.start());
        } catch (NodeValidationException e) {
            node.close();
            throw new IOException(e);
        }
    }

    public URI url() {
        return url;
    }

    /** What it answers; anything but success fails the test. */
    public String ask(String method, String path, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode())
                    .as(method + " " + path + ": " + response.body())
                    .isBetween(200, 299);
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        node.close();
    }

    /** With the parts that every distribution of OpenSearch carries as modules. */
    private static final class WithPlugins extends Node {

        WithPlugins(Settings settings) {
            super(
                    InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "test"),
                    List.of(Netty4Plugin.class, MustachePlugin.class, PainlessPlugin.class, IngestCommonPlugin.class),
                    false);
        }
    }
}
