package io.muster.push;

import static java.util.Objects.requireNonNull;

import io.muster.settings.Section;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A target of type {@code file}: a folder per run with files of NDJSON.
 *
 * @param gzip whether files are compressed
 * @param maxBatch bytes of a file before compression
 */
public record FileConfig(String name, Path directory, boolean gzip, long maxBatch, InventoryMode inventory)
        implements TargetConfig {

    public static final long DEFAULT_MAX_BATCH = 16L << 20;

    public FileConfig {
        requireNonNull(name, "name is null");
        requireNonNull(directory, "directory is null");
        requireNonNull(inventory, "inventory is null");
    }

    /** A target with everything else as by default. */
    public static FileConfig of(String name, Path directory) {
        return new FileConfig(name, directory, true, DEFAULT_MAX_BATCH, InventoryMode.FULL);
    }

    /** Reads one entry of {@code targets}; problems are reported there, and the entry left out. */
    static Optional<FileConfig> from(Section section, String name, @Nullable Path folder) {
        Optional<String> directory = section.text("directory");
        if (directory.isEmpty()) {
            section.problem(
                    "directory",
                    "'" + section.path("directory") + "' is missing.",
                    "",
                    section.path("directory") + ": events");
        }
        boolean gzip = section.flag("gzip", true);
        long maxBatch = section.bytes("max-batch", DEFAULT_MAX_BATCH);
        if (maxBatch < 10_000 || maxBatch > 1L << 30) {
            section.problem(
                    "max-batch",
                    "'" + section.path("max-batch") + "' must be from 10kB to 1GB.",
                    "",
                    section.path("max-batch") + ": 16MB");
            maxBatch = DEFAULT_MAX_BATCH;
        }
        long fileSize = maxBatch;
        InventoryMode inventory = section.word("inventory", InventoryMode.class, InventoryMode.FULL);
        return directory.map(path -> new FileConfig(name, Targets.resolve(folder, path), gzip, fileSize, inventory));
    }
}
