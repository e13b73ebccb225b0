package io.muster.check;

import io.muster.problem.ProblemException;
import io.muster.settings.CacheFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds an OPA to run: the configured one, one on PATH, the one that was installed earlier, or a new one that Go builds.
 *
 * <p>Go checks what it builds against its checksum database. A release is not downloaded: a checksum that comes from the
 * same place as the file proves nothing.
 */
public final class OpaBinary {

    private static final String MODULE = "github.com/open-policy-agent/opa";
    private static final Pattern VERSION = Pattern.compile("(?m)^Version: ([0-9]+\\.[0-9]+\\.[0-9]+)");
    private static final Duration ASKING = Duration.ofSeconds(20);
    private static final Duration BUILDING = Duration.ofMinutes(20);

    private final OpaConfig config;
    private final Map<String, String> environment;

    /** {@code environment} is that of the process: PATH, the folders of {@link CacheFolder}, and what Go needs. */
    public OpaBinary(OpaConfig config, Map<String, String> environment) {
        this.config = config;
        this.environment = Map.copyOf(environment);
    }

    /** An OPA that was found, and its version. */
    public record Found(Path path, String version) {}

    /** Finds or installs one; each step says one line to {@code progress}. Throws a problem when there is none. */
    public Found find(Consumer<String> progress) {
        if (config.binary() != null) {
            return configured(config.binary(), progress);
        }
        Optional<Found> found = onPath(progress).or(() -> inCache(progress));
        return found.orElseGet(() -> install(progress));
    }

    /** The one that would be used, if it is here already. */
    Optional<Found> present() {
        if (config.binary() != null) {
            return Optional.of(configured(config.binary(), step -> {}));
        }
        return onPath(step -> {}).or(() -> inCache(step -> {}));
    }

    /** Whether Go is there, which builds one. */
    boolean canBuild() {
        return !programs("go").isEmpty();
    }

    private Found configured(Path binary, Consumer<String> progress) {
        Found found = ask(binary)
                .orElseThrow(() -> ProblemException.usage(
                        "'opa.binary' is '" + binary + "', which is no OPA that runs here.",
                        "`" + binary + " version` does not answer.",
                        "name the program itself, or leave opa.binary out"));
        if (!isWanted(found)) {
            progress.accept("OPA " + found.version() + " at " + found.path()
                    + " is used as configured; Muster is tested" + " with " + config.version());
        }
        return found;
    }

    private Optional<Found> onPath(Consumer<String> progress) {
        for (Path candidate : programs("opa")) {
            Optional<Found> found = ask(candidate);
            if (found.isEmpty()) {
                continue;
            }
            if (isWanted(found.get())) {
                return found;
            }
            progress.accept("OPA " + found.get().version() + " on PATH ("
                    + found.get().path() + ") is left alone; Muster is tested with " + config.version());
        }
        return Optional.empty();
    }

    /** All programs of that name on PATH, in its order. */
    private List<Path> programs(String name) {
        List<Path> programs = new ArrayList<>();
        for (String folder : environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator))) {
            program(folder, name).ifPresent(programs::add);
        }
        return programs;
    }

    private static Optional<Path> program(String folder, String name) {
        if (folder.isBlank()) {
            return Optional.empty();
        }
        try {
            Path file = Path.of(folder, name).toAbsolutePath();
            return Files.isRegularFile(file) && Files.isExecutable(file) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Optional<Found> inCache(Consumer<String> progress) {
        Optional<Found> found =
                program(cacheFolder().toString(), "opa").flatMap(this::ask).filter(this::isWanted);
        found.ifPresent(opa -> progress.accept("OPA " + opa.version() + " from " + opa.path()));
        return found;
    }

    private Path cacheFolder() {
        return CacheFolder.of(environment).resolve("opa-" + config.version());
    }

    private Found install(Consumer<String> progress) {
        Path folder = cacheFolder();
        Path target = folder.resolve("opa");
        Path go = programs("go").stream()
                .findFirst()
                .orElseThrow(() -> notFound("Go, which could build one, is not on PATH.", null));
        progress.accept("OPA " + config.version() + " is not here; Go builds it now, once (about two minutes)");
        try {
            Files.createDirectories(folder);
            Path building = Files.createTempDirectory(folder, "building-");
            try {
                Tool.Result built = Tool.run(
                        List.of(go.toString(), "install", MODULE + "@v" + config.version()),
                        folder,
                        goEnvironment(building),
                        BUILDING);
                if (built.exit() != 0) {
                    throw notFound("`go install` said: " + lastLine(built.err()), null);
                }
                Files.move(building.resolve("opa"), target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(building.resolve("opa"));
                Files.deleteIfExists(building);
            }
        } catch (IOException e) {
            throw notFound("Go could not be run: " + e.getMessage(), e);
        }
        Found found = ask(target).orElseThrow(() -> notFound("What Go built does not run.", null));
        progress.accept("OPA " + found.version() + " is installed at " + target);
        return found;
    }

    private Map<String, String> goEnvironment(Path target) {
        Map<String, String> go = new HashMap<>(environment);
        go.put("GOBIN", target.toString());
        go.put("CGO_ENABLED", "0");
        go.put("GOFLAGS", "-mod=mod");
        go.remove("GOOS");
        go.remove("GOARCH");
        return go;
    }

    private static String lastLine(String text) {
        List<String> lines = new ArrayList<>(text.strip().lines().toList());
        return lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1);
    }

    private ProblemException notFound(String why, @Nullable Throwable cause) {
        String what = "There is no OPA on PATH or in '" + cacheFolder() + "', and none could be built.";
        String fix = "put OPA " + config.version() + " on PATH, name it in opa.binary, or install Go";
        return cause == null
                ? ProblemException.couldNotRun(what, why, fix)
                : ProblemException.couldNotRun(what, why, fix, cause);
    }

    private Optional<Found> ask(Path binary) {
        try {
            Tool.Result answer = Tool.run(List.of(binary.toString(), "version"), null, Map.of(), ASKING);
            Matcher version = VERSION.matcher(answer.out());
            return answer.exit() == 0 && version.find()
                    ? Optional.of(new Found(binary, version.group(1)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private boolean isWanted(Found found) {
        return sameLine(found.version(), config.version());
    }

    /** Whether two versions differ in their last number at most. */
    static boolean sameLine(String version, String other) {
        return version.substring(0, version.lastIndexOf('.')).equals(other.substring(0, other.lastIndexOf('.')));
    }
}
