package io.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The child process of a JVM that does not end as it should. */
final class OwnOpaIT {

    @TempDir
    private Path folder;

    @Test
    void a_jvm_that_is_killed_takes_its_opa_with_it() throws Exception {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dmuster.home=" + System.getProperty("muster.home"),
                        "-Djava.io.tmpdir=" + folder,
                        OpaOwner.class.getName(),
                        folder.resolve("pack").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<ProcessHandle> children;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8))) {
            children = Arrays.stream(output.readLine().split(" "))
                    .map(Long::valueOf)
                    .map(ProcessHandle::of)
                    .flatMap(Optional::stream)
                    .collect(Collectors.toList());
            assertThat(children).hasSize(2).allMatch(ProcessHandle::isAlive);
        } finally {
            owner.destroyForcibly();
        }

        for (ProcessHandle child : children) {
            child.onExit().get(60, TimeUnit.SECONDS);
        }
        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }
}
