package io.muster.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpaBinaryTest {

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    /** A program that answers like an OPA of that version. */
    private Path opa(String place, String version) throws IOException {
        return script(place, "echo 'Version: " + version + "'\necho 'Rego Version: v1'\n");
    }

    private Path script(String place, String body) throws IOException {
        Path file = folder.resolve(place);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    private OpaBinary.Found find(@Nullable Path configured, String... path) {
        OpaConfig config = new OpaConfig(null, null, "1.22.2", OpaConfig.DEFAULT_TIMEOUT, configured, 2);
        List<String> folders = new ArrayList<>();
        for (String each : path) {
            folders.add(folder.resolve(each).toString());
        }
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", String.join(":", folders));
        environment.put("MUSTER_CACHE", folder.resolve("cache").toString());
        return new OpaBinary(config, environment).find(said::add);
    }

    @Test
    void the_configured_one_is_used_and_another_version_is_said() throws IOException {
        Path opa = opa("opt/opa", "1.4.0");

        assertThat(find(opa)).isEqualTo(new OpaBinary.Found(opa, "1.4.0"));
        assertThat(said)
                .containsExactly("OPA 1.4.0 at " + opa + " is used as configured; Muster is tested with 1.22.2");
    }

    @Test
    void something_configured_that_is_no_opa_is_a_problem() throws IOException {
        Path other = script("opt/opa", "exit 3\n");

        assertThatThrownBy(() -> find(other))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'opa.binary' is '" + other + "', which is no OPA that runs here.");
    }

    @Test
    void one_on_path_is_taken_if_its_version_fits() throws IOException {
        Path old = opa("old/opa", "0.68.0");
        Path fitting = opa("bin/opa", "1.22.9");

        assertThat(find(null, "nowhere", "old", "bin")).isEqualTo(new OpaBinary.Found(fitting, "1.22.9"));
        assertThat(said)
                .containsExactly("OPA 0.68.0 on PATH (" + old + ") is left alone; Muster is tested with 1.22.2");
    }

    @Test
    void one_that_was_installed_earlier_is_found() throws IOException {
        Path cached = opa("cache/opa-1.22.2/opa", "1.22.2");

        assertThat(find(null)).isEqualTo(new OpaBinary.Found(cached, "1.22.2"));
    }

    @Test
    void go_builds_one_where_there_is_none() throws IOException {
        script("go/go", """
                [ "$1 $2" = "install github.com/open-policy-agent/opa@v1.22.2" ] || exit 7
                [ "$CGO_ENABLED" = 0 ] || exit 8
                printf '#!/bin/sh\\necho Version: 1.22.2\\n' > "$GOBIN/opa"
                /bin/chmod +x "$GOBIN/opa"
                """);

        OpaBinary.Found found = find(null, "go");

        Path installed = folder.resolve("cache/opa-1.22.2/opa");
        assertThat(found).isEqualTo(new OpaBinary.Found(installed, "1.22.2"));
        assertThat(said)
                .containsExactly(
                        "OPA 1.22.2 is not here; Go builds it now, once (about two minutes)",
                        "OPA 1.22.2 is installed at " + installed);
        assertThat(folder.resolve("cache/opa-1.22.2").toFile().list()).containsExactly("opa");
    }

    @Test
    void without_go_nothing_is_tried() {
        assertThatThrownBy(() -> find(null, "go"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Go, which could build one, is not on PATH.");
        assertThat(said).isEmpty();
    }

    @Test
    void when_go_fails_the_problem_says_what_would_help() throws IOException {
        script("go/go", "echo 'no network' >&2\nexit 1\n");

        assertThatThrownBy(() -> find(null, "go"))
                .isInstanceOf(ProblemException.class)
                .hasMessage("There is no OPA on PATH or in '" + folder.resolve("cache/opa-1.22.2")
                        + "', and none could be built.\n"
                        + "  `go install` said: no network\n"
                        + "Try: put OPA 1.22.2 on PATH, name it in opa.binary, or install Go");
    }
}
