package io.muster.cli;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Pack;
import io.muster.check.OpaBinary;
import io.muster.check.OpaConfig;
import io.muster.check.PolicyTests;
import io.muster.cli.CommandFactory.Context;
import io.muster.problem.ProblemException;
import io.muster.problem.Problems;
import io.muster.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code muster checks test}. */
@Command(
        name = "test",
        description =
                "Compiles all policies, strictly and against the columns of the queries, then runs their tests.%n%n"
                        + "Exit code 3 if one does not compile or a test fails.%n%n"
                        + "Examples:%n"
                        + "  muster checks test%n"
                        + "  muster checks test cloudtrail_log_validation")
final class ChecksTestCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "CHECK", arity = "0..*", description = "Only the tests of these checks (default: all).")
    private List<String> ids = new ArrayList<>();

    ChecksTestCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Problems problems = new Problems();
        Settings settings = Configuration.settings(context, problems);
        OpaConfig config = OpaConfig.from(settings);
        Pack pack = Home.pack(Configuration.packs(settings));
        problems.throwIfAny(ProblemException.Kind.USAGE);
        List<CheckSpec> checks =
                ids.stream().map(id -> ChecksCommand.find(pack, id)).toList();
        OpaBinary.Found opa = new OpaBinary(config, context.environment()).find(context.terminal()::say);
        PolicyTests.Outcome outcome = PolicyTests.run(opa, pack, checks);
        context.terminal().print(outcome.text());
        return outcome.passed() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
