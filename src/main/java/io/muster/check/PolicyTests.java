package io.muster.check;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Pack;
import io.muster.problem.FileFailure;
import io.muster.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compiles a pack as an audit does, and runs the tests beside its policies with {@code opa test}. */
public final class PolicyTests {

    private static final Duration ALLOWED = Duration.ofMinutes(10);

    private PolicyTests() {}

    /**
     * What came of it.
     *
     * @param text OPA's own words, for people
     */
    public record Outcome(boolean passed, String text) {}

    /** Checks and tests the whole pack; throws a problem when OPA cannot be run. */
    public static Outcome run(OpaBinary.Found opa, Pack pack) {
        return run(opa, pack, List.of());
    }

    /** Checks the whole pack and runs the tests of these checks; of all, if there is none. */
    public static Outcome run(OpaBinary.Found opa, Pack pack, List<CheckSpec> checks) {
        try {
            Path folder = Files.createTempDirectory("muster-policies-");
            try {
                return run(opa, pack, checks, folder);
            } finally {
                Policies.delete(folder);
            }
        } catch (IOException e) {
            throw ProblemException.couldNotRun(
                    "The policies could not be tested.",
                    FileFailure.why(e),
                    "check that OPA at '" + opa.path() + "' runs and that the folder for temporary files has room",
                    e);
        }
    }

    private static Outcome run(OpaBinary.Found opa, Pack pack, List<CheckSpec> checks, Path folder) throws IOException {
        Path schemas = folder.resolve("schemas");
        Path policies = Files.createDirectories(folder.resolve("policies"));
        Files.createDirectories(policies.resolve("checks"));
        Schemas.write(pack, Files.createDirectories(schemas));
        Policies.read(pack).writeWithTests(policies);
        Outcome compiled =
                opa(opa, policies, "check", "--strict", "--max-errors", "0", "--schema", schemas.toString(), "checks");
        if (!compiled.passed()) {
            return compiled;
        }
        return checks.isEmpty()
                ? opa(opa, policies, "test", "--fail-on-empty", "checks")
                : opa(opa, policies, "test", "--fail-on-empty", "--run", only(checks), "checks");
    }

    /** The names of tests, as OPA matches them: package and rule. */
    private static String only(List<CheckSpec> checks) {
        return checks.stream()
                .map(check -> "checks\\." + check.area() + "\\." + check.id() + "_test\\.")
                .collect(Collectors.joining("|", "^data\\.(", ")"));
    }

    private static Outcome opa(OpaBinary.Found opa, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(opa.path().toString()));
        command.addAll(List.of(arguments));
        Tool.Result result = Tool.run(command, folder, Map.of(), ALLOWED);
        return new Outcome(result.exit() == 0, (result.out() + result.err()).strip());
    }
}
