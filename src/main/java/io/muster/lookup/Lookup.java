package io.muster.lookup;

import io.muster.lookup.Question.Candidate;
import io.muster.problem.ProblemException;
import io.muster.state.Asset;
import io.muster.state.Run;
import io.muster.state.State;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers "whose is this key, at that time?" from the assets of complete runs. Used by several threads at once. */
public final class Lookup {

    /** The most keys that one question may have. */
    public static final int MOST_KEYS = 10_000;

    private static final int LONGEST_KEY = 2_048;
    private static final int MOST_OTHER_TIMES = 20;

    private final State state;
    private final Clock clock;

    public Lookup(State state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** What is known of a key now, as of the newest complete run. */
    public Answer whose(String key) {
        return whose(key, clock.instant());
    }

    /** What is known of a key at a time; if nothing is, also what is known of it at other times. */
    public Answer whose(String key, Instant at) {
        Answer answer = whose(List.of(key), at).get(0);
        if (answer.isKnown()) {
            return answer;
        }
        List<Asset> otherTimes =
                state.assets().history(key).stream().limit(MOST_OTHER_TIMES).collect(Collectors.toUnmodifiableList());
        return new Answer(key, at, answer.asOf(), List.of(), otherTimes);
    }

    /** What is known of many keys at a time; an answer for each, in their order. */
    public List<Answer> whose(List<String> keys, Instant at) {
        requireSensible(keys);
        @Nullable Instant asOf = state.runs().latestComplete().map(Run::started).orElse(null);
        List<Question> questions = keys.stream().map(Question::of).collect(Collectors.toList());
        Map<String, List<Asset>> found = new HashMap<>(find(questions.stream(), Question::exact, at));
        List<Question> open = questions.stream()
                .filter(question -> question.matches(found).isEmpty())
                .collect(Collectors.toList());
        found.putAll(find(open.stream(), Question::derived, at));
        found.putAll(
                find(open.stream().filter(question -> question.matches(found).isEmpty()), Question::account, at));
        List<Answer> answers = new ArrayList<>();
        questions.forEach(
                question -> answers.add(new Answer(question.key(), at, asOf, question.matches(found), List.of())));
        return answers;
    }

    private Map<String, List<Asset>> find(
            Stream<Question> questions, Function<Question, List<Candidate>> candidates, Instant at) {
        List<String> keys = questions
                .flatMap(question -> candidates.apply(question).stream())
                .map(Candidate::key)
                .distinct()
                .collect(Collectors.toList());
        return keys.isEmpty() ? Map.of() : state.assets().find(keys, at);
    }

    private static void requireSensible(List<String> keys) {
        if (keys.size() > MOST_KEYS) {
            throw ProblemException.usage(
                    "Too many keys: " + keys.size() + ".",
                    "One question may have up to " + MOST_KEYS + ".",
                    "ask in several questions");
        }
        for (String key : keys) {
            if (key.isBlank()) {
                throw ProblemException.usage("A key is empty.", "", "ask for an address, an ARN or an id");
            }
            if (key.length() > LONGEST_KEY) {
                throw ProblemException.usage(
                        "The key '" + key.substring(0, 40) + "…' has " + key.length() + " characters.",
                        "No key has more than " + LONGEST_KEY + ".",
                        "ask for one address, ARN or id at a time");
            }
        }
    }
}
