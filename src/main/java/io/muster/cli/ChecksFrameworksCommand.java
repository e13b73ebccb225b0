package io.muster.cli;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Framework;
import io.muster.catalog.Pack;
import io.muster.cli.CommandFactory.Context;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster checks frameworks}: which frameworks checks map to. */
@Command(
        name = "frameworks",
        description = "Lists the frameworks that checks map to, and how many controls of each. A check maps to one only"
                + " where that is certain, so a control without a check says nothing about it.%n%n"
                + "Examples:%n  muster checks frameworks%n  muster checks list --framework cis-aws-5.0")
final class ChecksFrameworksCommand implements Callable<Integer> {

    private final Context context;

    @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: table).")
    private Listing.Format format = Listing.Format.table;

    ChecksFrameworksCommand(Context context) {
        this.context = context;
    }

    /** The frameworks that some check maps to. */
    static List<String> names(Pack pack) {
        return pack.checks().stream()
                .flatMap(check -> check.frameworks().keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public Integer call() {
        Pack pack = Home.pack(context);
        Listing listing = new Listing("framework", "checks", "controls", "title");
        for (String name : names(pack)) {
            List<CheckSpec> checks = pack.checks().stream()
                    .filter(check -> check.frameworks().containsKey(name))
                    .toList();
            Set<String> controls = checks.stream()
                    .flatMap(check -> check.frameworks().getOrDefault(name, List.of()).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            listing.row(
                    name,
                    checks.size(),
                    controls.size(),
                    Framework.of(name).map(Framework::title).orElse(""));
        }
        listing.print(format, context.terminal().out());
        return ExitCode.DONE;
    }
}
