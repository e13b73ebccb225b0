package io.muster.push;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.finding.RunId;
import io.muster.problem.Diagnosis;
import io.muster.push.Answer.Accepted;
import io.muster.push.Answer.BadBatch;
import io.muster.push.Answer.BadEvent;
import io.muster.push.Answer.Delivered;
import io.muster.push.Answer.Proof;
import io.muster.push.Answer.Stop;
import io.muster.push.Answer.TryLater;
import io.muster.push.EventFormat.Envelope;
import io.muster.push.Lane.Confirmations;
import io.muster.state.OutboxBatch;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** Sends one event that says that it is a test, on the way that all events go, and waits for the proof that it arrived. */
final class TestEvent {

    static final String SOURCETYPE = "muster:test";

    private static final long BATCH = 1;
    private static final String FIX_REFUSED = "compare the target's settings with what it says";

    private final Target target;
    private final RunId id;
    private final Clock clock;
    private final Duration patience;
    private final String part;

    /**
     * An event for one target.
     *
     * @param id stands in the event, so that it can be searched for
     * @param patience for the proof
     */
    TestEvent(Target target, RunId id, Clock clock, Duration patience) {
        this.target = target;
        this.id = id;
        this.clock = clock;
        this.patience = patience;
        this.part = "target " + target.name();
    }

    Diagnosis send() throws InterruptedException {
        byte[] line = line();
        byte[] packed = Gzip.pack(line, 0, line.length);
        OutboxBatch batch = new OutboxBatch(BATCH, id, target.name(), 0, 0, "test", true, 1, line.length, 1);
        Lane lane = target.open();
        Answer answer = lane.send(batch, packed);
        if (answer instanceof Accepted) {
            return confirmed(lane);
        }
        if (answer instanceof Delivered delivered) {
            return delivered.proof() == Proof.ACCEPTED
                    ? Diagnosis.warning(
                            part,
                            "The test event was taken into memory, and nothing will tell whether it is indexed; its run_id"
                                    + " is " + id + ".",
                            "search for sourcetype=" + SOURCETYPE)
                    : Diagnosis.ok(part, "The test event was written below '" + id + "'.");
        }
        if (answer instanceof TryLater later) {
            return refused(later.text(), "try again later");
        }
        if (answer instanceof BadEvent bad) {
            return refused(bad.text(), FIX_REFUSED);
        }
        if (answer instanceof BadBatch bad) {
            return refused(bad.text(), FIX_REFUSED);
        }
        Stop stop = (Stop) answer;
        return refused(stop.why(), stop.fix());
    }

    private Diagnosis refused(String why, String fix) {
        return Diagnosis.broken(part, "The test event was not taken: " + why + ".", fix);
    }

    private Diagnosis confirmed(Lane lane) throws InterruptedException {
        Instant end = clock.instant().plus(patience);
        while (clock.instant().isBefore(end)) {
            Instant next = lane.nextConfirmation(true);
            if (next == null) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(
                    Math.max(0, Duration.between(clock.instant(), next).toMillis()));
            Confirmations confirmations = lane.confirm();
            if (confirmations.confirmed().contains(BATCH)) {
                return Diagnosis.ok(part, "The test event is indexed; its run_id is " + id + ".");
            }
            if (confirmations.stop() != null) {
                return refused(confirmations.stop().why(), confirmations.stop().fix());
            }
            if (confirmations.lost().contains(BATCH)) {
                break;
            }
        }
        return Diagnosis.broken(
                part,
                "The test event was taken, but nobody confirmed within " + patience.toSeconds()
                        + " s that it is indexed; its run_id is " + id + ".",
                "look at Splunk's indexing queues, and whether the token may write into its index");
    }

    private byte[] line() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        EventFormat format = target.format();
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ObjectNode outer = event;
        if (format.envelope() == Envelope.HEC) {
            outer = JsonNodeFactory.instance.objectNode();
            outer.put("time", now.toEpochMilli() / 1000.0);
            outer.put("host", format.host());
            outer.put("source", format.source());
            outer.put("sourcetype", SOURCETYPE);
            if (format.index() != null) {
                outer.put("index", format.index());
            }
            outer.set("event", event);
        } else {
            event.put("sourcetype", SOURCETYPE);
        }
        event.put("run_id", id.toString());
        event.put("observed_at", now.toString());
        event.put("schema", EventFormat.SCHEMA);
        event.put("message", "This is a test by `muster doctor --send-test`. It says nothing about any account.");
        return (outer + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
