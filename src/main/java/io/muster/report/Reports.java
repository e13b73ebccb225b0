package io.muster.report;

import io.muster.catalog.Pack;
import io.muster.problem.FileFailure;
import io.muster.problem.ProblemException;
import io.muster.state.Run;
import io.muster.state.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the report of a run as a folder that appears at once, and moves {@code latest} to it last. */
public final class Reports {

    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    /** Forms and tables that are written at the same time. */
    private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final Duration ENDING = Duration.ofSeconds(5);

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

    private final ReportsConfig config;
    private final State state;
    private final ModelReader reader;
    private final List<Reporter> reporters = new ArrayList<>();

    public Reports(ReportsConfig config, State state, Pack pack, String version) {
        this.config = config;
        this.state = state;
        this.reader = new ModelReader(state, pack, version);
        for (ReportsConfig.Form form : ReportsConfig.Form.values()) {
            if (config.forms().contains(form)) {
                reporters.addAll(
                        switch (form) {
                            case HTML -> List.of(new HtmlReporter());
                            case CSV -> csv(state, pack);
                            case JSON -> List.of(new JsonReporter(state));
                            case MARKDOWN -> List.of(new MarkdownReporter());
                        });
            }
        }
    }

    private static List<Reporter> csv(State state, Pack pack) {
        List<Reporter> all = new ArrayList<>();
        all.add(new CsvReporter(state, pack));
        all.addAll(InventoryReporter.share(state, pack.queries(), 2 * AT_ONCE));
        return all;
    }

    /** Where the report of a run is, once it is written. */
    public Path folder(Run run) {
        return config.directory()
                .resolve(DATE.format(run.started()) + "-" + run.id().shortForm());
    }

    /** The report of a run, compared with the complete run before it. Returns its folder. */
    public Path write(Run run) {
        return write(run, state.runs().previous(run));
    }

    /**
     * The report of a run, compared with {@code before}. A folder of the same run is replaced; {@code latest} moves only
     * for a complete run of the whole organization that is not older than the one it points to.
     */
    public Path write(Run run, Optional<Run> before) {
        Path folder = folder(run);
        Path draft = folder.resolveSibling("." + folder.getFileName() + ".draft");
        try {
            delete(draft);
            Files.createDirectories(draft);
            ReportModel model = reader.read(run, before);
            writeForms(run, model, draft);
            replace(folder, draft);
            if (run.isComplete() && !run.isNarrowed() && isNewest(run)) {
                pointLatestTo(config.directory(), folder);
            }
        } catch (IOException e) {
            throw ProblemException.couldNotRun(
                    "The report could not be written to '" + folder + "'.",
                    FileFailure.why(e),
                    "make room or check the rights of '" + config.directory() + "', then: muster report --run "
                            + run.id().shortForm(),
                    e);
        } finally {
            deleteQuietly(draft);
        }
        if (run.isComplete() && !run.isNarrowed()) {
            config.deliver().forEach(place -> deliver(folder, place, isNewest(run)));
        }
        return folder;
    }

    /** Side by side; when one fails, the others have ended before it is said. */
    private void writeForms(Run run, ReportModel model, Path draft) throws IOException {
        ExecutorService writers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> forms = new ArrayList<>();
            for (Reporter reporter : reporters) {
                forms.add(writers.submit(() -> {
                    reporter.write(run, model, draft);
                    return null;
                }));
            }
            for (Future<?> form : forms) {
                form.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the report was written");
        } finally {
            end(writers);
        }
    }

    private static void end(ExecutorService writers) {
        writers.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            if (!writers.awaitTermination(ENDING.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("A form of the report is still being written");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Copies a finished report, which appears at once and replaces an earlier one of the same run. */
    private static void deliver(Path folder, Path place, boolean newest) {
        Path target = place.resolve(folder.getFileName());
        Path draft = place.resolve("." + folder.getFileName() + ".draft");
        try {
            delete(draft);
            Files.createDirectories(draft);
            copy(folder, draft);
            replace(target, draft);
            if (newest) {
                pointLatestTo(place, target);
            }
        } catch (IOException e) {
            throw ProblemException.couldNotRun(
                    "The report is written to '" + folder + "', but could not be copied to '" + place + "'.",
                    FileFailure.why(e),
                    "check that the folder of 'reports.deliver' is mounted and may be written, then: muster report",
                    e);
        } finally {
            deleteQuietly(draft);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(from)) {
            files = walk.sorted().toList();
        }
        for (Path file : files) {
            Path copy = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(copy);
            } else {
                Files.copy(file, copy);
            }
        }
    }

    private boolean isNewest(Run run) {
        return state.runs()
                .latestComplete()
                .map(latest -> latest.id().equals(run.id()))
                .orElse(true);
    }

    private static void pointLatestTo(Path directory, Path folder) throws IOException {
        Path latest = directory.resolve("latest");
        Path draft = directory.resolve(".latest.draft");
        Files.deleteIfExists(draft);
        Files.createSymbolicLink(draft, folder.getFileName());
        try {
            Files.move(draft, latest, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, latest, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** An earlier folder goes only when the new one is in its place, and comes back when that fails. */
    private static void replace(Path folder, Path draft) throws IOException {
        Path earlier = folder.resolveSibling("." + folder.getFileName() + ".earlier");
        delete(earlier);
        boolean isThere = Files.exists(folder);
        if (isThere) {
            Files.move(folder, earlier);
        }
        try {
            Files.move(draft, folder);
        } catch (IOException e) {
            if (isThere) {
                Files.move(earlier, folder);
            }
            throw e;
        }
        deleteQuietly(earlier);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The draft is gone after a success; after a failure the problem that is already thrown says more than this one. */
    private static void deleteQuietly(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            LOG.debug("'{}' could not be removed", folder, e);
        }
    }
}
