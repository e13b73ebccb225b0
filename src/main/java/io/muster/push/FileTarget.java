package io.muster.push;

import io.muster.finding.RunId;
import io.muster.problem.Diagnosis;
import io.muster.problem.FileFailure;
import io.muster.push.Answer.Delivered;
import io.muster.push.Answer.Proof;
import io.muster.push.Answer.Stop;
import io.muster.state.OutboxBatch;
import io.muster.state.OutboxReceipt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Files of NDJSON, one per batch, in a folder per run. The name says which batch it is, so that a batch that is written again
 * replaces itself. The file with {@code -run} in its name comes last: when it is there, the run is there as a whole.
 */
final class FileTarget implements Target {

    private static final String PACKED = ".gz";

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
    public List<Diagnosis> examine() {
        String part = "target " + config.name();
        Path folder = config.directory().toAbsolutePath();
        while (!Files.exists(folder) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        return List.of(
                Files.isDirectory(folder) && Files.isWritable(folder)
                        ? Diagnosis.ok(part, "Files go to '" + config.directory() + "'.")
                        : Diagnosis.broken(
                                part,
                                "Nothing can be written to '" + config.directory() + "'.",
                                "change the rights of '" + folder + "', or name another folder"));
    }

    @Override
    public Lane open() {
        return new FileLane(config);
    }

    @Override
    public Reconciliation.Contents compare(RunId run, List<OutboxReceipt> receipts) {
        Path folder = config.directory().resolve(run.toString());
        List<String> differences = new ArrayList<>();
        for (OutboxReceipt receipt : receipts) {
            difference(folder, receipt).ifPresent(differences::add);
        }
        return Reconciliation.Contents.of(
                differences, "every file in '" + folder + "' was read and its bytes and events compared");
    }

    private static Optional<String> difference(Path folder, OutboxReceipt receipt) {
        String name = fileName(receipt.position(), receipt.part(), receipt.kind());
        Path plain = folder.resolve(name);
        Path packed = folder.resolve(name + PACKED);
        try {
            if (Files.isRegularFile(packed)) {
                return Gzip.digest(Files.readAllBytes(packed)).equals(receipt.digest())
                        ? Optional.empty()
                        : Optional.of("'" + packed + "' holds other bytes than were sent.");
            }
            if (!Files.isRegularFile(plain)) {
                return Optional.of("'" + plain + "' is missing, with or without '" + PACKED + "': " + receipt.events()
                        + " events.");
            }
            return plainDifference(plain, Files.readAllBytes(plain), receipt);
        } catch (IOException e) {
            return Optional.of("'" + plain + "' could not be read: " + FileFailure.why(e));
        }
    }

    /** Only the compressed bytes have a known digest, so the file is compressed again. */
    private static Optional<String> plainDifference(Path file, byte[] bytes, OutboxReceipt receipt) {
        long events = 0;
        for (byte each : bytes) {
            events += each == '\n' ? 1 : 0;
        }
        if (bytes.length != receipt.bytes() || events != receipt.events()) {
            return Optional.of(String.format(
                    Locale.ENGLISH,
                    "'%s' has %,d bytes and %,d events, but %,d and %,d were sent.",
                    file,
                    bytes.length,
                    events,
                    receipt.bytes(),
                    receipt.events()));
        }
        return Gzip.digest(Gzip.pack(bytes, 0, bytes.length)).equals(receipt.digest())
                ? Optional.empty()
                : Optional.of("'" + file + "' has as many bytes and events as were sent, but not the same bytes (or"
                        + " this Java compresses otherwise than the one that sent them).");
    }

    private static String fileName(int position, int part, String kind) {
        String number = position < 0
                ? String.format(Locale.ROOT, "again-%05d", -position)
                : String.format(Locale.ROOT, "%06d", position);
        return number + (part == 0 ? "" : "." + part) + "-" + kind + ".ndjson";
    }

    private static final class FileLane implements Lane {

        private final FileConfig config;

        private FileLane(FileConfig config) {
            this.config = config;
        }

        @Override
        public Answer send(OutboxBatch batch, byte[] packed) throws InterruptedException {
            Path folder = config.directory().resolve(batch.run().toString());
            Path file = folder.resolve(
                    fileName(batch.position(), batch.part(), batch.kind()) + (config.gzip() ? PACKED : ""));
            try {
                Files.createDirectories(folder);
                write(folder, file, config.gzip() ? packed : Gzip.unpack(packed));
                keepNames(config.directory());
                return new Delivered(Proof.WRITTEN, false);
            } catch (ClosedByInterruptException e) {
                throw new InterruptedException();
            } catch (IOException e) {
                return new Stop(
                        0,
                        "'" + file + "' could not be written: " + FileFailure.why(e),
                        "check that the folder may be written and that the disk is not full");
            }
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
            keepNames(folder);
        }

        /** A file lasts when its name does, and that of its folder. */
        private static void keepNames(Path folder) throws IOException {
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
