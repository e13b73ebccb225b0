package io.muster.serve;

import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a request says behind the question mark. A parameter that the route does not have is refused: to pass over a filter
 * that is misspelt would be a wrong answer.
 */
final class Parameters {

    private static final int LATEST_YEAR = 9999;
    private static final int BEFORE_OFFSET = "2026-11-24T03".length();

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    static Parameters of(Context context, String... names) {
        List<String> known = List.of(names);
        Map<String, List<String>> values = context.queryParamMap();
        for (Map.Entry<String, List<String>> value : values.entrySet()) {
            if (!known.contains(value.getKey())) {
                throw Refusal.badRequest(
                        "'" + value.getKey() + "' is no parameter of this path.",
                        Refusal.suggestion(value.getKey(), known),
                        known.isEmpty() ? "leave it out" : "one of: " + String.join(", ", known));
            }
            value.getValue().forEach(text -> requireText(value.getKey(), text));
        }
        return new Parameters(values);
    }

    /** No key, name or id has control characters, and a database may refuse them. */
    static String requireText(String name, String text) {
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                throw Refusal.badRequest(
                        "'" + name + "' has a character that no key has, at position " + (at + 1) + ".",
                        "",
                        "look for line ends and control characters");
            }
            at += Character.charCount(c);
        }
        return text;
    }

    Optional<String> text(String name) {
        List<String> given = values.getOrDefault(name, List.of());
        if (given.size() > 1) {
            throw Refusal.badRequest("'" + name + "' is given " + given.size() + " times.", "", "give it once");
        }
        return given.stream().filter(text -> !text.isBlank()).findFirst();
    }

    /** The values of a parameter that may be given several times, or once with commas. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (String given : values.getOrDefault(name, List.of())) {
            for (String text : given.split(",", -1)) {
                texts.add(text.strip());
            }
        }
        return texts;
    }

    /** The values of a parameter that must be among {@code words}. */
    <T> Set<T> words(String name, Set<String> words, Function<String, T> of) {
        Set<T> set = new LinkedHashSet<>();
        for (String text : texts(name)) {
            if (!words.contains(text)) {
                throw Refusal.badRequest(
                        "'" + name + "' is '" + text + "', which is not known.",
                        Refusal.suggestion(text, words),
                        words.size() > 10 ? "" : name + "=" + String.join(",", words));
            }
            set.add(of.apply(text));
        }
        return set;
    }

    int number(String name, int standard, int most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return standard;
        }
        if (text.get().matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text.get());
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        throw Refusal.badRequest(
                "'" + name + "' is '" + text.get() + "', which is no number from 1 to " + most + ".",
                "",
                name + "=" + standard);
    }

    Optional<Instant> time(String name) {
        return text(name).map(text -> time(name, text));
    }

    /** A time as RFC 3339 has it. */
    static Instant time(String name, String text) {
        try {
            // A '+' in a query that nobody encoded arrives as a space.
            String written = text.lastIndexOf(' ') > BEFORE_OFFSET
                    ? text.substring(0, text.lastIndexOf(' ')) + "+" + text.substring(text.lastIndexOf(' ') + 1)
                    : text;
            OffsetDateTime time = OffsetDateTime.parse(written);
            if (time.getYear() >= 0 && time.getYear() <= LATEST_YEAR) {
                return time.toInstant();
            }
        } catch (DateTimeException e) {
            throw notATime(name, text);
        }
        throw notATime(name, text);
    }

    private static Refusal notATime(String name, String text) {
        return Refusal.badRequest(
                "'" + name + "' is '" + text + "', which is no time with a zone.",
                "Times are written as RFC 3339 has them.",
                name + "=2026-11-24T03:00:00Z");
    }
}
