package io.muster.cli;

import io.muster.catalog.Pack;
import io.muster.catalog.PackLoader;
import io.muster.problem.ProblemException;
import io.muster.problem.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folder that Muster was started from, with the queries and checks that belong to it. */
final class Home {

    private Home() {}

    /** The checkout, as the launcher says; else this folder. */
    static Path folder() {
        return Path.of(System.getProperty("muster.home", "."));
    }

    /** Muster's own pack, then the user's folders; a malformed header anywhere ends the command. */
    static Pack pack(List<Path> own) {
        Path home = folder();
        if (!Files.isDirectory(home.resolve("checks")) || !Files.isDirectory(home.resolve("inventory-queries"))) {
            throw ProblemException.couldNotRun(
                    "The folders 'checks' and 'inventory-queries' are not in '" + home.toAbsolutePath() + "'.",
                    "Muster reads its questions from them.",
                    "start it with ./muster from a whole checkout");
        }
        List<Path> folders = new ArrayList<>();
        folders.add(home);
        folders.addAll(own);
        Problems problems = new Problems();
        Pack pack = PackLoader.load(folders, problems);
        problems.throwIfAny(ProblemException.Kind.USAGE);
        return pack;
    }

    /** The same with the folders that the configuration of a command names, if there is one. */
    static Pack pack(CommandFactory.Context context) {
        return pack(Configuration.packs(context));
    }
}
