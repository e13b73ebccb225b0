package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with a checkout in a folder that has spaces and a jar that only tells how it was called. */
final class LauncherIT {

    private static final String TOOLS = "/usr/bin:/bin";

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void make_a_checkout() throws IOException {
        home = Files.createDirectories(folder.resolve("a check out"));
        Path launcher = home.resolve("muster");
        Files.copy(Home.folder().resolve("muster"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(home.resolve("target"));
        Files.writeString(home.resolve("target/muster.jar"), "no jar, since the fake java does not look");
    }

    private record Result(int code, String out, String err) {}

    private Result run(Path directory, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** A Java that says its version, and what it was given. */
    private Path java(String version) throws IOException {
        Path jdk = folder.resolve("jdk " + version);
        Path program = Files.createDirectories(jdk.resolve("bin")).resolve("java");
        Files.writeString(program, """
                #!/bin/sh
                for argument; do
                    if [ "$argument" = -XshowSettings:properties ]; then
                        echo '    java.specification.version = %s' >&2
                        exit 0
                    fi
                done
                for argument; do
                    printf '<%%s>' "$argument"
                done
                """.formatted(version));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return jdk;
    }

    private static Map<String, String> environment(Path jdk) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", TOOLS);
        environment.put("JAVA_HOME", jdk.toString());
        return environment;
    }

    @Test
    void without_a_java_it_says_what_to_install() throws Exception {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("sh", "dirname", "readlink", "sed", "env")) {
            Path program = Path.of("/usr/bin", tool);
            Files.createSymbolicLink(tools.resolve(tool), Files.exists(program) ? program : Path.of("/bin", tool));
        }

        Result none = run(
                folder, Map.of("PATH", tools.toString()), tools.resolve("sh").toString(), home + "/muster", "--help");

        assertThat(none.code()).isEqualTo(1);
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).isEqualTo("""
                        Error: No Java was found: JAVA_HOME is not set, and 'java' is not on the PATH.
                        Try: install a JDK, 17 or newer
                        """);
    }

    @Test
    void a_java_home_without_java_is_named() throws Exception {
        Result wrong = run(folder, environment(folder.resolve("nowhere")), home + "/muster", "--help");

        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err()).contains("JAVA_HOME is '" + folder.resolve("nowhere") + "'", "Try: point JAVA_HOME");
    }

    @Test
    void an_old_java_is_refused_whether_it_is_built_or_not() throws Exception {
        for (String version : List.of("1.8", "11")) {
            Result built = run(folder, environment(java(version)), home + "/muster", "--help");

            assertThat(built.code()).isEqualTo(1);
            assertThat(built.err()).contains("is Java " + version + ", but Muster needs 17 or newer.");
        }
        Files.delete(home.resolve("target/muster.jar"));

        Result unbuilt = run(folder, environment(java("11")), home + "/muster", "--help");

        assertThat(unbuilt.code()).isEqualTo(1);
        assertThat(unbuilt.err()).contains("is Java 11, but Muster needs 17 or newer.");
    }

    @Test
    void it_works_from_any_folder_through_links_and_with_spaces() throws Exception {
        Path jdk = java("21");
        Path elsewhere = Files.createDirectories(folder.resolve("else where"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("m1"), home.resolve("muster"));
        Path relative = Files.createSymbolicLink(elsewhere.resolve("m2"), Path.of("../a check out/muster"));
        Path twice = Files.createSymbolicLink(folder.resolve("m3"), link);
        List<List<String>> calls = new ArrayList<>();
        calls.add(List.of(home + "/muster"));
        calls.add(List.of(link.toString()));
        calls.add(List.of(relative.toString()));
        calls.add(List.of(twice.toString()));
        calls.add(List.of("../a check out/muster"));

        for (List<String> call : calls) {
            List<String> command = new ArrayList<>(call);
            command.addAll(List.of("lookup", "two words", ""));

            Result run = run(elsewhere, environment(jdk), command.toArray(String[]::new));

            assertThat(run.err()).isEmpty();
            assertThat(run.out())
                    .contains("<-Dmuster.home=" + home + ">")
                    .endsWith("<" + home + "/target/muster.jar><lookup><two words><>");
        }
    }

    @Test
    void without_a_jar_and_without_maven_it_says_what_to_install() throws Exception {
        Files.delete(home.resolve("target/muster.jar"));
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("sh", "dirname", "readlink", "sed", "mkdir")) {
            Path program = Path.of("/usr/bin", tool);
            Files.createSymbolicLink(tools.resolve(tool), Files.exists(program) ? program : Path.of("/bin", tool));
        }
        Map<String, String> environment = environment(java("17"));
        environment.put("PATH", tools.toString());

        Result run = run(folder, environment, tools.resolve("sh").toString(), home + "/muster", "--help");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("Muster is not built yet, and 'mvn' is not on the PATH.");
    }
}
