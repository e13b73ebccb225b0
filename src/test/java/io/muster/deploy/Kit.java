package io.muster.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the things to deploy are, and the samples that they are tested with. */
final class Kit {

    static final Path HOME = Path.of(System.getProperty("muster.home", ".")).toAbsolutePath();

    private Kit() {}

    static Path folder(String name) {
        return HOME.resolve("deploy").resolve(name);
    }

    static Path sample(String name) {
        return HOME.resolve("src/test/resources/io/muster/deploy").resolve(name);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the files of a folder that end so, without that end, in order. */
    static List<String> names(Path folder, String end) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(end))
                    .map(name -> name.substring(0, name.length() - end.length()))
                    .sorted()
                    .toList();
        }
    }
}
