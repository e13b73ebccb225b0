package io.muster.push;

import io.muster.finding.RunId;
import io.muster.problem.Diagnosis;
import io.muster.settings.Certificates;
import io.muster.state.OutboxReceipt;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.List;

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
            builder.sslContext(Certificates.trusting(config.tlsCa(), "target '" + config.name() + "'"));
        }
        return new SplunkHecTarget(config, builder.build(), clock);
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
