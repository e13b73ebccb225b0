package io.muster.cli;

import io.muster.cli.CommandFactory.Context;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster checks index}. */
@Command(
        name = "index",
        description = "Says whether checks/README.md and inventory-queries/README.md are what the headers say.%n%n"
                + "Exit code 3 if they are not; with --write they are written anew.%n%n"
                + "Example: muster checks index --write")
final class ChecksIndexCommand implements Callable<Integer> {

    private final Context context;

    @Option(names = "--write", description = "Write both files.")
    private boolean write;

    ChecksIndexCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        PackIndex index = new PackIndex(Home.pack(List.of()));
        if (write) {
            index.write(Home.folder());
            index.texts().keySet().forEach(file -> context.terminal().print("written: " + file));
            return ExitCode.DONE;
        }
        List<String> stale = index.stale(Home.folder());
        if (stale.isEmpty()) {
            context.terminal().print("The indexes are up to date.");
            return ExitCode.DONE;
        }
        stale.forEach(file -> context.terminal().print("out of date: " + file));
        context.terminal().say("Try: " + PackIndex.COMMAND);
        return ExitCode.FAILED;
    }
}
