package io.muster.push;

import io.muster.finding.RunId;
import io.muster.problem.Diagnosis;
import io.muster.problem.ProblemException;
import io.muster.state.OutboxReceipt;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Splunk's HTTP Event Collector, and whatever speaks like it. */
final class SplunkHecTarget implements Target {

    private final SplunkConfig config;
    private final HttpClient client;
    private final Clock clock;

    private SplunkHecTarget(SplunkConfig config, HttpClient client, Clock clock) {
        this.config = config;
        this.client = client;
        this.clock = clock;
    }

    static SplunkHecTarget open(SplunkConfig config, Clock clock) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.connectTimeout());
        if (config.tlsCa() != null) {
            builder.sslContext(trusting(config, config.tlsCa()));
        }
        return new SplunkHecTarget(config, builder.build(), clock);
    }

    private static SSLContext trusting(SplunkConfig config, Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(input)) {
                store.setCertificateEntry("ca" + store.size(), certificate);
            }
            if (store.size() == 0) {
                throw unreadable(config, file, "It holds no certificate.", null);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable(config, file, e.getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private static ProblemException unreadable(SplunkConfig config, Path file, String why, @Nullable Exception cause) {
        String what = "The certificates of target '" + config.name() + "' could not be read from '" + file + "'.";
        String fix = "name a file with certificates in PEM in 'tls-ca'";
        return cause == null
                ? ProblemException.couldNotRun(what, why, fix)
                : ProblemException.couldNotRun(what, why, fix, cause);
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public EventFormat format() {
        return EventFormat.hec(config.index(), config.host(), config.source());
    }

    @Override
    public long maxBatch() {
        return config.maxBatch();
    }

    @Override
    public InventoryMode inventory() {
        return config.inventory();
    }

    @Override
    public int lanes() {
        return config.inFlight();
    }

    @Override
    public List<Diagnosis> examine() throws InterruptedException {
        return new SplunkCheckup(config, client).examine();
    }

    @Override
    public Lane open() {
        return new SplunkLane(config, client, clock);
    }

    /** HEC only takes; what is indexed, Splunk's search API tells, with rights that a HEC token does not have. */
    @Override
    public Reconciliation.Contents compare(RunId run, List<OutboxReceipt> receipts) {
        String index = config.index() == null ? "*" : config.index();
        return Reconciliation.Contents.notAsked(
                "HTTP Event Collector cannot be asked what is indexed. Search in Splunk:"
                        + " index=" + index + " sourcetype=\"muster:*\" run_id=\"" + run
                        + "\" | stats dc(event_id) as events by sourcetype");
    }
}
