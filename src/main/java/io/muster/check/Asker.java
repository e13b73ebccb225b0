package io.muster.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.check.Bins.Bin;
import io.muster.check.Laws.Question;
import io.muster.finding.CheckId;
import io.muster.finding.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks OPA bin by bin. What goes wrong with a bin is asked again check by check, so that it costs only the check that is
 * to blame; that check is asked alone from then on.
 */
final class Asker {

    private static final Logger LOG = LoggerFactory.getLogger(Asker.class);

    private static final String DECIDE = "/v1/data/muster/decide?strict-builtin-errors=true&metrics";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long BYTES_PER_SECOND = 2L << 20;
    private static final int MOST_TIME_OUTS = 3;

    /** The budget of bytes in flight, in kB: OPA takes about 15 bytes of memory for each. */
    private static final int BUDGET = 32 << 10;

    private final Opa opa;
    private final Request request;
    private final Duration timeout;
    private final Meter meter;
    private final Semaphore budget = new Semaphore(BUDGET, true);
    private final Set<CheckId> alone = ConcurrentHashMap.newKeySet();
    private final Map<CheckId, Integer> timeOuts = new ConcurrentHashMap<>();

    Asker(Opa opa, Request request, Duration timeout, Meter meter) {
        this.opa = opa;
        this.request = request;
        this.timeout = timeout;
        this.meter = meter;
    }

    /** Whether the check failed before, so that nothing else may depend on it. */
    boolean isAskedAlone(CheckId check) {
        return alone.contains(check);
    }

    /** An answer for each question of the bin. */
    Map<CheckId, Answer> ask(Bin bin, TableReader reader) {
        Question first = bin.questions().get(0);
        if (bin.questions().size() == 1 && timeOuts.getOrDefault(first.check().id(), 0) >= MOST_TIME_OUTS) {
            return all(
                    bin,
                    Reason.TIMED_OUT,
                    "the check took too long " + MOST_TIME_OUTS + " times and is not asked any more in this run");
        }
        return ask(bin, reader, true);
    }

    private Map<CheckId, Answer> ask(Bin bin, TableReader reader, boolean retry) {
        Optional<String> down = opa.down();
        if (down.isPresent()) {
            return all(bin, Reason.UNREACHABLE, "OPA does not answer: " + down.get());
        }
        int life = opa.life();
        Duration allowed = timeout.plusSeconds(bin.size() / BYTES_PER_SECOND);
        Reply reply = send(bin, reader, allowed);
        if (reply instanceof Reply.Answered answer && answer.status() == 200) {
            return decided(bin, reader, answer.body());
        }
        meter.failure();
        if (reply instanceof Reply.Answered answer && (answer.status() == 500 || answer.status() == 400)) {
            return failed(bin, reader, Reason.POLICY_ERROR, errorIn(answer.body()));
        }
        if (reply instanceof Reply.TimedOut) {
            return failed(bin, reader, Reason.TIMED_OUT, "no decision within " + allowed.toSeconds() + " s");
        }
        String why = reply instanceof Reply.Answered answer
                ? "it answered " + answer.status()
                : ((Reply.Unreachable) reply).message();
        if (!opa.revive(life, why) || !retry) {
            return all(bin, Reason.UNREACHABLE, "OPA does not answer: " + why);
        }
        if (opa.life() != life && bin.questions().size() > 1) {
            return oneByOne(bin, reader);
        }
        return ask(bin, reader, false);
    }

    private Reply send(Bin bin, TableReader reader, Duration allowed) {
        int weight = (int) Math.min(BUDGET, 1 + (bin.size() >> 10));
        try {
            budget.acquire(weight);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted before OPA was asked");
            cancelled.initCause(e);
            throw cancelled;
        }
        try {
            return opa.ask(DECIDE, request.body(bin, reader), allowed);
        } finally {
            budget.release(weight);
        }
    }

    private Map<CheckId, Answer> decided(Bin bin, TableReader reader, byte[] body) {
        AnswerReader.Decision decision;
        try {
            decision = AnswerReader.read(body);
        } catch (IOException e) {
            meter.failure();
            return failed(bin, reader, Reason.POLICY_ERROR, String.valueOf(e.getMessage()));
        }
        meter.opa(decision.parseNanos(), decision.evaluationNanos());
        Map<CheckId, Answer> answers = new HashMap<>();
        for (Question question : bin.questions()) {
            Answer.Said said = decision.answers().get(question.check().ask());
            answers.put(
                    question.check().id(),
                    said == null ? new Answer.Failed(Reason.POLICY_ERROR, "OPA has no decision for it") : said);
        }
        return answers;
    }

    private Map<CheckId, Answer> failed(Bin bin, TableReader reader, Reason reason, String why) {
        if (bin.questions().size() > 1) {
            return oneByOne(bin, reader);
        }
        CheckId check = bin.questions().get(0).check().id();
        if (reason == Reason.TIMED_OUT) {
            timeOuts.merge(check, 1, Integer::sum);
        }
        if (alone.add(check)) {
            LOG.warn("Check '{}' failed ({}); it is unknown there and asked alone from now on.", check, why);
        }
        return all(bin, reason, why);
    }

    private Map<CheckId, Answer> oneByOne(Bin bin, TableReader reader) {
        Map<CheckId, Answer> answers = new HashMap<>();
        for (Question question : bin.questions()) {
            answers.putAll(ask(new Bin(List.of(question), bin.size()), reader));
        }
        return answers;
    }

    private static Map<CheckId, Answer> all(Bin bin, Reason reason, String why) {
        Map<CheckId, Answer> answers = new HashMap<>();
        bin.questions().forEach(question -> answers.put(question.check().id(), new Answer.Failed(reason, why)));
        return answers;
    }

    /** OPA's own words: the first error with its place, else the message. */
    private static String errorIn(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            JsonNode error = json.path("errors").path(0);
            if (error.isMissingNode()) {
                return json.path("message").asText("OPA answered an error without a text");
            }
            JsonNode place = error.path("location");
            String where = place.isMissingNode()
                    ? ""
                    : " (" + place.path("file").asText() + " line "
                            + place.path("row").asInt() + ")";
            return error.path("code").asText() + ": "
                    + error.path("message").asText().replaceAll("\\s+", " ") + where;
        } catch (IOException e) {
            return "OPA answered an error that is no JSON";
        }
    }
}
