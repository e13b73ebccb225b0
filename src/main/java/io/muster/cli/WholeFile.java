package io.muster.cli;

import io.muster.problem.FileFailure;
import io.muster.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/** Writes a file that somebody asked for: all of it, or it is as it was before. */
final class WholeFile {

    private WholeFile() {}

    /** Makes the folder too, if it is not there. */
    static void write(Path file, String text) {
        write(file, text, draft -> {});
    }

    /** The same for a text that must pass a test, which finds it in a file of its own. */
    static void write(Path file, String text, Consumer<Path> test) {
        Path target = file.toAbsolutePath();
        Path draft = target.resolveSibling("." + target.getFileName() + ".draft");
        try {
            Path folder = target.getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            try {
                Files.writeString(draft, text);
                test.accept(draft);
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw ProblemException.couldNotRun(
                    "'" + file + "' could not be written.",
                    FileFailure.why(e),
                    "name a place that you may write to, on a disk that is not full",
                    e);
        }
    }
}
