package io.muster.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.catalog.CheckSpec;
import io.muster.catalog.Pack;
import io.muster.finding.CheckId;
import io.muster.problem.FileFailure;
import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The policies of a pack as OPA gets them: each in its own package, those that compile apart from those that do not.
 *
 * <p>A file that speaks in another package's name could forge its findings, so it is refused. A policy can use neither
 * the network nor the clock nor the environment: builtins that answer differently each time do not exist for it.
 */
final class Policies {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration COMPILING = Duration.ofMinutes(2);
    private static final String LIBRARY = "checks/lib/";

    private final Pack pack;
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<CheckId, String> refused = new LinkedHashMap<>();

    private Policies(Pack pack) {
        this.pack = pack;
    }

    /** Reads the pack's policies. A library whose package is not its place, or that cannot be read, is a problem. */
    static Policies read(Pack pack) {
        Policies policies = new Policies(pack);
        policies.readFiles();
        return policies;
    }

    private void readFiles() {
        for (Pack.PolicyFile file : pack.policyFiles()) {
            byte[] text;
            try {
                text = Files.readAllBytes(file.file());
            } catch (IOException e) {
                throw ProblemException.couldNotRun(
                        "The policy '" + file.file() + "' could not be read.",
                        FileFailure.why(e),
                        "check that it is there and that you may read it",
                        e);
            }
            String found = packageOf(new String(text, StandardCharsets.UTF_8));
            String wanted = packageAt(file.path());
            if (found.equals(wanted)) {
                files.put(file.path(), text);
                continue;
            }
            String why = "its package is '" + found + "', but its place says '" + wanted + "'";
            CheckId check = checkAt(file.path())
                    .orElseThrow(() -> ProblemException.couldNotRun(
                            "The policy '" + file.file() + "' is refused: " + why + ".",
                            "A file can only speak in its own name.",
                            "package " + wanted));
            refuse(check, why);
        }
    }

    /** The first statement of a policy, which is its package; empty when it is anything else. */
    static String packageOf(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .filter(line -> line.startsWith("package "))
                .map(line -> line.substring("package ".length()).strip())
                .orElse("");
    }

    private static String packageAt(String path) {
        int folder = path.lastIndexOf('/');
        return folder < 0 ? "" : path.substring(0, folder).replace('/', '.');
    }

    /** The check of the pack, or left out of it, whose folder holds the file; empty for a library. */
    private static Optional<CheckId> checkAt(String path) {
        String[] parts = path.split("/");
        if (path.startsWith(LIBRARY) || parts.length < 4 || !parts[0].equals("checks")) {
            return Optional.empty();
        }
        return Optional.of(new CheckId(parts[2]));
    }

    private void refuse(CheckId check, String why) {
        refused.merge(check, why, (one, two) -> one.contains(two) ? one : one + "; " + two);
        files.keySet().removeIf(path -> checkAt(path).filter(check::equals).isPresent());
    }

    /** The checks that OPA does not get, and why. */
    Map<CheckId, String> refused() {
        return Map.copyOf(refused);
    }

    /** A warning for each check of the pack that is refused. */
    List<Problem> warnings() {
        return pack.checks().stream()
                .filter(check -> refused.containsKey(check.id()))
                .map(check -> Problem.of(
                                "The check '" + check.id() + "' is not asked and is unknown everywhere.",
                                "Its policy is refused: " + refused.get(check.id()),
                                "correct the policy; `muster checks test` shows the same")
                        .at(check.file().toString(), 0))
                .collect(Collectors.toList());
    }

    /**
     * Writes what the server gets below {@code folder/policies}, after leaving out, round by round, the checks that do
     * not compile. A library that does not compile is a problem.
     */
    Path compile(OpaBinary.Found opa, Path folder) {
        try {
            Path policies = Files.createDirectories(folder.resolve("policies"));
            Path schemas = Files.createDirectories(folder.resolve("schemas"));
            Path capabilities = folder.resolve("capabilities.json");
            Schemas.write(pack, schemas);
            writeCapabilities(opa, capabilities);
            leaveOutOtherChecks();
            do {
                write(policies.resolve("checks"), policies);
            } while (!compiles(opa, policies, schemas, capabilities));
            writeResource(policies, "muster.rego");
            writeResource(policies, "authz.rego");
            return policies;
        } catch (IOException e) {
            throw ProblemException.couldNotRun(
                    "The policies could not be made ready for OPA in '" + folder + "'.",
                    FileFailure.why(e),
                    "check that the folder for temporary files has room and may be written",
                    e);
        }
    }

    private void leaveOutOtherChecks() {
        Set<CheckId> kept = pack.checks().stream().map(CheckSpec::id).collect(Collectors.toSet());
        files.keySet()
                .removeIf(path -> checkAt(path).filter(id -> !kept.contains(id)).isPresent());
    }

    private void write(Path checks, Path policies) throws IOException {
        delete(checks);
        Files.createDirectories(checks);
        Files.createDirectories(policies.resolve("muster"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = policies.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
    }

    /** Writes all policies and the tests beside them below the folder; those that are refused are written too. */
    void writeWithTests(Path folder) throws IOException {
        for (Pack.PolicyFile policy : pack.policyFiles()) {
            Path target = folder.resolve(policy.path());
            Files.createDirectories(target.getParent());
            Files.copy(policy.file(), target);
            Path tests = sibling(policy.file());
            if (Files.exists(tests)) {
                Files.copy(tests, sibling(target));
            }
        }
    }

    private static Path sibling(Path policy) {
        return policy.resolveSibling(policy.getFileName().toString().replaceFirst("\\.rego$", "_test.rego"));
    }

    private static void writeResource(Path policies, String name) throws IOException {
        Files.write(policies.resolve("muster").resolve(name), resource(name));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = Policies.class.getResourceAsStream("/muster/" + name)) {
            return Objects.requireNonNull(stream, "the entry point is in the jar")
                    .readAllBytes();
        }
    }

    private static void writeCapabilities(OpaBinary.Found opa, Path file) throws IOException {
        Tool.Result result =
                Tool.run(List.of(opa.path().toString(), "capabilities", "--current"), null, Map.of(), COMPILING);
        JsonNode capabilities = JSON.readTree(result.out());
        if (result.exit() != 0 || !(capabilities.get("builtins") instanceof ArrayNode builtins)) {
            throw new IOException("`opa capabilities --current` said: " + result.err());
        }
        ArrayNode allowed = JSON.createArrayNode();
        for (JsonNode builtin : builtins) {
            if (!builtin.path("nondeterministic").asBoolean()) {
                allowed.add(builtin);
            }
        }
        ((ObjectNode) capabilities).set("builtins", allowed);
        ((ObjectNode) capabilities).putArray("allow_net");
        JSON.writeValue(file.toFile(), capabilities);
    }

    /** Whether all files compile; if not, the checks that are to blame are refused, and asking again makes sense. */
    private boolean compiles(OpaBinary.Found opa, Path policies, Path schemas, Path capabilities) throws IOException {
        Tool.Result result = Tool.run(
                List.of(
                        opa.path().toString(),
                        "check",
                        "--strict",
                        "--format",
                        "json",
                        "--max-errors",
                        "0",
                        "--schema",
                        schemas.toString(),
                        "--capabilities",
                        capabilities.toString(),
                        "checks"),
                policies,
                Map.of(),
                COMPILING);
        if (result.exit() == 0) {
            return true;
        }
        Map<CheckId, List<String>> errors = new LinkedHashMap<>();
        for (JsonNode error : errorsIn(result.err())) {
            String file = error.path("location").path("file").asText();
            String text = text(error, file);
            CheckId check = checkAt(file)
                    .filter(id -> !refused.containsKey(id))
                    .orElseThrow(() -> ProblemException.couldNotRun(
                            "The policies do not compile: " + text,
                            "Every check rests on it.",
                            "correct the library; `opa check --strict checks` shows the same"));
            errors.computeIfAbsent(check, id -> new ArrayList<>()).add(text);
        }
        errors.forEach((check, texts) -> refuse(
                check, "it does not compile: " + texts.stream().distinct().collect(Collectors.joining("; "))));
        return false;
    }

    private static JsonNode errorsIn(String err) throws IOException {
        JsonNode errors;
        try {
            errors = JSON.readTree(err).path("errors");
        } catch (IOException e) {
            throw new IOException("`opa check` said: " + err.strip(), e);
        }
        if (errors.isEmpty()) {
            throw new IOException("`opa check` said: " + err.strip());
        }
        return errors;
    }

    private static String text(JsonNode error, String file) {
        String message = error.path("message").asText();
        JsonNode wanted = error.path("details").path("oneOf");
        return file + " line " + error.path("location").path("row").asInt() + ": "
                + error.path("code").asText() + ": " + message
                + (wanted.isArray() && !wanted.isEmpty() ? " (there is: " + words(wanted) + ")" : "");
    }

    private static String words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.asText()));
        return String.join(", ", words);
    }

    /** SHA-256 of every policy that a server of this pack must have, by package; the entry point is one of them. */
    Map<String, Set<String>> digests() {
        Map<String, Set<String>> digests = new HashMap<>();
        files.forEach((path, text) -> digests.merge(packageAt(path), Set.of(digest(text)), Policies::union));
        try {
            digests.put("muster", Set.of(digest(resource("muster.rego"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return digests;
    }

    private static Set<String> union(Set<String> one, Set<String> two) {
        return Stream.concat(one.stream(), two.stream()).collect(Collectors.toUnmodifiableSet());
    }

    static String digest(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Deletes a folder with all that it holds, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                Files.delete(path);
            }
        }
    }
}
