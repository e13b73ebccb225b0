package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A disk that is really full. */
final class SmallDisk {

    private SmallDisk() {}

    /**
     * Runs a script with its own view of the disks: {@code $small} is a new file system of eight megabytes, which
     * {@code fill} fills. Neither the mount nor anything else of it is seen outside.
     */
    static Ran run(Stage.Desk desk, String script) throws Exception {
        Files.createDirectories(desk.home().resolve("small"));
        String java = desk.java().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        Path file = desk.file(
                "disk.sh",
                "set -u\ncd '" + desk.home() + "'\nsmall='" + desk.home() + "/small'\n"
                        + "mount -t tmpfs -o size=8m none \"$small\" || exit 99\n"
                        + "muster() { " + java + " \"$@\" --config muster.yaml; echo \"code $?\"; }\n"
                        + "fill() { dd if=/dev/zero of=\"$small/fill\" bs=4k 2>/dev/null; return 0; }\n" + script);
        boolean isRoot = Files.getOwner(desk.home()).getName().equals("root");
        List<String> command = isRoot
                ? List.of("unshare", "-m", "sh", file.toString())
                : List.of("unshare", "-U", "-r", "-m", "sh", file.toString());
        Ran ran = desk.start(Map.of(), command).awaitEnd();
        assertThat(ran.code())
                .as("a small file system can be mounted in a namespace of its own, which this test needs: %s", ran)
                .isZero();
        return ran;
    }
}
