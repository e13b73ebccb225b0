package io.muster.push;

import io.muster.push.Answer.Delivered;
import io.muster.push.Answer.Proof;
import io.muster.push.Answer.Stop;
import io.muster.state.OutboxBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Files of NDJSON, one per batch, in a folder per run. The name says which batch it is, so that a batch that is written again
 * replaces itself. The file with {@code -run} in its name comes last: when it is there, the run is there as a whole.
 */
final class FileTarget implements Target {

    private final FileConfig config;

    FileTarget(FileConfig config) {
        this.config = config;
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public EventFormat format() {
        return EventFormat.plain();
    }

    @Override
    public long maxBatch() {
        return config.maxBatch();
    }

    @Override
    public InventoryMode inventory() {
        return config.inventory();
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public Lane open() {
        return new FileLane(config);
    }

    private static final class FileLane implements Lane {

        private final FileConfig config;

        private FileLane(FileConfig config) {
            this.config = config;
        }

        @Override
        public Answer send(OutboxBatch batch, byte[] packed) throws InterruptedException {
            Path folder = config.directory().resolve(batch.run().toString());
            Path file = folder.resolve(fileName(batch));
            try {
                Files.createDirectories(folder);
                write(folder, file, config.gzip() ? packed : Gzip.unpack(packed));
                return new Delivered(Proof.WRITTEN, false);
            } catch (ClosedByInterruptException e) {
                throw new InterruptedException();
            } catch (IOException e) {
                return new Stop(
                        0,
                        "'" + file + "' could not be written: " + e.getClass().getSimpleName() + ": " + e.getMessage(),
                        "check that the folder may be written and that the disk is not full");
            }
        }

        private String fileName(OutboxBatch batch) {
            String number = batch.position() < 0
                    ? String.format(Locale.ROOT, "again-%05d", -batch.position())
                    : String.format(Locale.ROOT, "%06d", batch.position());
            String part = batch.part() == 0 ? "" : "." + batch.part();
            return number + part + "-" + batch.kind() + ".ndjson" + (config.gzip() ? ".gz" : "");
        }

        private static void write(Path folder, Path file, byte[] bytes) throws IOException {
            Path temporary = folder.resolve("." + file.getFileName() + ".tmp");
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }

        @Override
        public void await(long batch, String channel, long ackId) {
            throw new IllegalStateException("a file needs no confirmation");
        }

        @Override
        public int unconfirmed() {
            return 0;
        }

        @Override
        public @Nullable Instant nextConfirmation(boolean idle) {
            return null;
        }

        @Override
        public Confirmations confirm() {
            return Confirmations.NONE;
        }
    }
}
