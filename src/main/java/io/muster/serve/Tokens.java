package io.muster.serve;

import io.muster.problem.Problem;
import io.muster.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask the API, and what. Tokens are kept as SHA-256 digests, one a line: {@code name digest scope,scope}. They are
 * 256 random bits, so that a plain digest cannot be turned back.
 */
public final class Tokens {

    /** What a token allows. */
    public enum Scope {
        /** {@code /v1/assets}. */
        LOOKUP,
        /** {@code /v1/findings}, {@code /v1/runs}, {@code /v1/accounts}. */
        READ;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A caller that proved who it is. */
    public record Caller(String name, Set<Scope> scopes) {}

    private record Entry(Caller caller, String digest) {}

    private final List<Entry> entries;

    private Tokens(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Reads the lines; empty ones and those that start with {@code #} are passed over. Problems never quote a digest. */
    public static Tokens parse(String text, String file, Problems problems) {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String[] words = line.strip().split("\\s+");
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            Optional<Entry> entry = entry(words);
            if (entry.isPresent()) {
                entries.add(entry.get());
            } else {
                problems.error(Problem.of(
                                "Line " + number + " of the tokens is not 'name digest scopes'.",
                                "",
                                "make one with: muster serve --new-token NAME")
                        .at(file, number));
            }
        }
        return new Tokens(entries);
    }

    private static Optional<Entry> entry(String[] words) {
        if (words.length != 3 || !words[1].matches("[0-9a-f]{64}")) {
            return Optional.empty();
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : words[2].split(",")) {
            for (Scope scope : Scope.values()) {
                if (scope.word().equals(word)) {
                    scopes.add(scope);
                }
            }
        }
        if (scopes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Entry(new Caller(words[0], Set.copyOf(scopes)), words[1]));
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Who holds this token; compared in constant time. */
    public Optional<Caller> caller(String token) {
        byte[] digest = digest(token).getBytes(StandardCharsets.US_ASCII);
        Optional<Caller> found = Optional.empty();
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.digest.getBytes(StandardCharsets.US_ASCII), digest)) {
                found = Optional.of(entry.caller);
            }
        }
        return found;
    }

    /** A new token, shown once, and the line that belongs into the file. */
    public static Issued issue(String name, Set<Scope> scopes, SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        String words =
                String.join(",", scopes.stream().sorted().map(Scope::word).toList());
        return new Issued(token, name + " " + digest(token) + " " + words);
    }

    /** A token and its line in the file; {@code toString} does not give the token away. */
    public record Issued(String token, String line) {

        @Override
        public String toString() {
            return line;
        }
    }

    private static String digest(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
