package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Tools from PyPI for tests, in virtual environments that the build makes below {@code target}. */
public final class PythonTools {

    private static final long INSTALL_MINUTES = 10;

    private PythonTools() {}

    /**
     * The folder with the programs of these packages, such as {@code moto[server]==5.2.5}; made once. Where there
     * is no Python or no index of packages, the test fails and says what is missing.
     */
    public static synchronized Path programs(String name, String... requirements) {
        Path folder = Path.of("target", "python", name).toAbsolutePath();
        Path made = folder.resolve("made");
        try {
            if (!Files.exists(made) || !Files.readString(made).equals(String.join(" ", requirements))) {
                Files.createDirectories(folder);
                Path log = folder.resolve("install.log");
                LoggerFactory.getLogger(PythonTools.class)
                        .warn("'{}' is installed from PyPI into '{}' now, once (about a minute)", name, folder);
                assertThat(run(
                                log,
                                "python3",
                                "-m",
                                "venv",
                                folder.resolve("venv").toString()))
                        .as("python3 makes a virtual environment (Debian and Ubuntu: package python3-venv); see " + log)
                        .isZero();
                List<String> install = new ArrayList<>(
                        List.of(folder.resolve("venv/bin/python").toString(), "-m", "pip", "install", "-q"));
                install.addAll(Arrays.asList(requirements));
                assertThat(run(log, install.toArray(String[]::new)))
                        .as("pip installs " + name + " (it needs PyPI, or a mirror in PIP_INDEX_URL); see " + log)
                        .isZero();
                Path draft = folder.resolve("made.new");
                Files.writeString(draft, String.join(" ", requirements));
                Files.move(draft, made, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new AssertionError(
                    "'" + name + "' cannot be run. Install Python 3.10 or newer with its module venv.", e);
        }
        return folder.resolve("venv/bin");
    }

    /** Runs a program to its end; what it prints goes to the file. */
    public static int run(Path log, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            assertThat(process.isAlive()).as(command[0] + " ended").isFalse();
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
