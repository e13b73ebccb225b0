package io.muster.push;

import io.muster.finding.RunId;
import io.muster.push.SplunkConfig.Acknowledgement;
import io.muster.settings.Secret;
import io.muster.state.State;
import io.muster.state.StateConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A process that publishes a run and delivers it, for tests that kill it. Ends with 0 when everything arrived. */
final class SendingProcess {

    private SendingProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path database = Path.of(arguments[0]);
        RunId run = RunId.of(arguments[1]);
        Targets targets =
                Targets.open(new TargetsConfig(List.of(config(URI.create(arguments[2]))), 1L << 30), Clock.systemUTC());
        try (State state = State.open(StateConfig.sqlite(database), Clock.systemUTC())) {
            List<Delivery> deliveries;
            try (Drain drain = Drain.start(state.outbox(), targets, Clock.systemUTC())) {
                System.out.println("sending");
                new Publisher(state, targets).publish(run);
                deliveries = drain.await(Duration.ofMinutes(1), each -> {});
            }
            System.exit(deliveries.get(0).isDone() ? 0 : 1);
        }
    }

    static SplunkConfig config(URI url) {
        return SplunkConfig.of("splunk", url, new Secret("00000000-0000-4000-8000-000000000001"), "main")
                .withSizes(4, 20_000)
                .withAcknowledgement(Acknowledgement.REQUIRED, Duration.ofMillis(20), Duration.ofSeconds(20));
    }
}
