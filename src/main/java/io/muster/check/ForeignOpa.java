package io.muster.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** An OPA that somebody else runs. Believed only while it serves exactly the policies of the pack. */
final class ForeignOpa implements Opa {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "/v1/data/muster/decide?provenance=true";
    private static final Duration PROVING = Duration.ofSeconds(30);
    private static final int MOST_FAILURES = 3;
    private static final int NAMED = 5;

    private final URI url;
    private final OpaClient client;
    private final Map<String, Set<String>> wanted;
    private final AtomicInteger failures = new AtomicInteger();
    private final List<Problem> warnings = new CopyOnWriteArrayList<>();
    private volatile Optional<String> down = Optional.empty();
    private volatile String version = "";

    private ForeignOpa(URI url, OpaClient client, Map<String, Set<String>> wanted) {
        this.url = url;
        this.client = client;
        this.wanted = Map.copyOf(wanted);
    }

    /** Connects and proves; one that does not answer is down from the start, one that serves other policies a problem. */
    static ForeignOpa connect(URI url, OpaConfig config, Map<String, Set<String>> wanted, Meter meter) {
        ForeignOpa opa = new ForeignOpa(url, OpaClient.foreign(url, config.token(), meter), wanted);
        opa.prove();
        opa.askVersion(config.version());
        return opa;
    }

    private void prove() {
        Reply reply = client.get("/v1/policies", PROVING);
        if (reply instanceof Reply.Answered answer && answer.status() == 200) {
            compare(modules(answer.body()));
            return;
        }
        if (reply instanceof Reply.Answered answer && (answer.status() == 401 || answer.status() == 403)) {
            throw ProblemException.couldNotRun(
                    "OPA at " + url + " does not show its policies: it answered " + answer.status() + ".",
                    "Without them nobody knows what decides.",
                    "set opa.token to a token that may GET /v1/policies and POST /v1/data/muster");
        }
        String why = said(reply);
        down = Optional.of(why);
        warnings.add(Problem.of(
                "OPA at " + url + " does not answer, so every finding is unknown.",
                why,
                "start it, or leave opa.url out: Muster then runs its own OPA"));
    }

    private static String said(Reply reply) {
        if (reply instanceof Reply.Unreachable unreachable) {
            return unreachable.message();
        }
        if (reply instanceof Reply.Answered answer) {
            return "it answered " + answer.status();
        }
        return "it took too long";
    }

    /** Digests of the modules below {@code checks} and {@code muster}, by package; tests cannot change an answer. */
    private Map<String, Set<String>> modules(byte[] body) {
        Map<String, Set<String>> modules = new HashMap<>();
        try {
            for (JsonNode policy : JSON.readTree(body).path("result")) {
                String raw = policy.path("raw").asText();
                String name = packageOf(policy);
                boolean ours = name.startsWith("checks.") || name.equals("muster") || name.startsWith("muster.");
                if (ours && !name.endsWith("_test")) {
                    modules.computeIfAbsent(name, id -> new TreeSet<>())
                            .add(Policies.digest(raw.getBytes(StandardCharsets.UTF_8)));
                }
            }
            return modules;
        } catch (IOException e) {
            throw ProblemException.couldNotRun(
                    "What answers at " + url + " is no OPA.",
                    "GET /v1/policies gave something that is no JSON.",
                    "correct opa.url",
                    e);
        }
    }

    /** As OPA itself understood it, since a package can be written in more ways than one. */
    private static String packageOf(JsonNode policy) {
        List<String> path = new ArrayList<>();
        policy.path("ast")
                .path("package")
                .path("path")
                .forEach(term -> path.add(term.path("value").asText()));
        return path.stream().skip(1).collect(Collectors.joining("."));
    }

    private void compare(Map<String, Set<String>> served) {
        Set<String> missing = new TreeSet<>(wanted.keySet());
        missing.removeAll(served.keySet());
        Set<String> more = new TreeSet<>(served.keySet());
        more.removeAll(wanted.keySet());
        Set<String> other = new TreeSet<>(wanted.keySet());
        other.retainAll(served.keySet());
        other.removeIf(name -> wanted.getOrDefault(name, Set.of()).equals(served.get(name)));
        List<String> differences = new ArrayList<>();
        difference(missing, "missing").ifPresent(differences::add);
        difference(other, "different").ifPresent(differences::add);
        difference(more, "not of this pack").ifPresent(differences::add);
        if (!differences.isEmpty()) {
            throw ProblemException.couldNotRun(
                    "OPA at " + url + " does not serve exactly the policies of this pack.",
                    "Packages that are " + String.join("; ", differences) + ".",
                    "load 'checks' and 'src/main/resources/muster/muster.rego' of this version into it, or leave opa.url out");
        }
    }

    private static Optional<String> difference(Set<String> names, String what) {
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String some = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        int rest = names.size() - NAMED;
        return Optional.of(what + ": " + some + (rest > 0 ? " and " + rest + " more" : ""));
    }

    private void askVersion(String tested) {
        if (down.isPresent()) {
            return;
        }
        Reply reply = client.post(VERSION, new RequestBody().text("{\"input\":{\"ask\":[]}}"), PROVING);
        try {
            if (reply instanceof Reply.Answered answer && answer.status() == 200) {
                version = JSON.readTree(answer.body())
                        .path("provenance")
                        .path("version")
                        .asText();
            }
        } catch (IOException e) {
            version = "";
        }
        boolean known = version.matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
        if (!known || !OpaBinary.sameLine(version, tested)) {
            warnings.add(Problem.of(
                    "OPA at " + url + " has " + (known ? "version " + version : "a version that it does not tell")
                            + "; Muster is tested with " + tested + ".",
                    "Another version may decide differently.",
                    "run OPA " + tested + ", or set opa.version when you have compared the two"));
        }
    }

    @Override
    public Reply ask(String path, RequestBody body, Duration allowed) {
        Reply reply = client.post(path, body, allowed);
        if (reply instanceof Reply.Answered answer && (answer.status() == 200 || answer.status() == 500)) {
            failures.set(0);
        }
        return reply;
    }

    @Override
    public int life() {
        return 0;
    }

    @Override
    public boolean revive(int life, String failure) {
        if (down.isPresent()) {
            return false;
        }
        if (failures.incrementAndGet() < MOST_FAILURES) {
            return true;
        }
        down = Optional.of(failure);
        warnings.add(Problem.of(
                "OPA at " + url + " stopped answering, so what was not decided before is unknown.",
                failure,
                "look at OPA's log, then run the audit again"));
        return false;
    }

    @Override
    public Optional<String> down() {
        return down;
    }

    @Override
    public void confirm() {
        if (down.isEmpty()) {
            prove();
        }
    }

    @Override
    public List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public String description() {
        return (version.isEmpty() ? "unknown version" : version) + " at " + url;
    }

    @Override
    public void close() {}
}
