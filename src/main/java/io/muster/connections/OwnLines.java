package io.muster.connections;

import static java.util.Objects.requireNonNull;

import io.muster.problem.FileFailure;
import io.muster.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A file in which only the lines between two markers are Muster's. The others stay as they are, byte by byte; the lines
 * get the line ends that the file has. A file that is a link stays one.
 */
final class OwnLines {

    static final String BEGIN = "# muster:begin";
    static final String END = "# muster:end";

    private final Path file;
    private final boolean exists;
    private final String before;
    private final List<String> own;
    private final String after;
    private final String lineEnd;
    private final boolean marked;

    private OwnLines(
            Path file, boolean exists, String before, List<String> own, String after, String lineEnd, boolean marked) {
        this.file = requireNonNull(file, "file is null");
        this.exists = exists;
        this.before = before;
        this.own = List.copyOf(own);
        this.after = after;
        this.lineEnd = lineEnd;
        this.marked = marked;
    }

    /** Reads the file, which need not be there. */
    static OwnLines read(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return new OwnLines(file, false, "", List.of(), "", "\n", false);
        } catch (IOException e) {
            throw ProblemException.couldNotRun(
                    "'" + file + "' could not be read.", String.valueOf(e.getMessage()), "check its rights");
        }
        return parse(file, text);
    }

    // The text is bytes as letters, so that what is not Muster's comes back as it was, whatever its encoding.
    private static OwnLines parse(Path file, String text) {
        String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        List<String> own = new ArrayList<>();
        int part = 0;
        int number = 0;
        for (String line : text.split("(?<=\n)", -1)) {
            number++;
            String bare = line.replace("\r", "").replace("\n", "");
            if (bare.strip().equals(BEGIN)) {
                require(part == 0, file, number, "'" + BEGIN + "' stands there twice");
                part = 1;
            } else if (bare.strip().equals(END)) {
                require(part == 1, file, number, "'" + END + "' has no '" + BEGIN + "' above it");
                part = 2;
            } else if (part == 1) {
                own.add(new String(bare.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
            } else {
                (part == 0 ? before : after).append(line);
            }
        }
        require(part != 1, file, number, "'" + BEGIN + "' has no '" + END + "' below it");
        return new OwnLines(file, true, before.toString(), own, after.toString(), lineEnd, part == 2);
    }

    private static void require(boolean good, Path file, int line, String what) {
        if (!good) {
            throw ProblemException.couldNotRun(
                    "The markers in '" + file + "' line " + line + " are broken: " + what + ".",
                    "Between them stands what Muster may replace.",
                    "put the two lines around Muster's part again, or remove both and that part");
        }
    }

    /** Muster's lines as they stand in the file. */
    List<String> own() {
        return own;
    }

    /** What is not Muster's. */
    String foreign() {
        return before + lineEnd + after;
    }

    boolean isSame(List<String> lines) {
        return marked && own.equals(lines);
    }

    /** Replaces Muster's lines, if they are others, through a file beside it that is moved into its place. */
    void write(List<String> lines) {
        if (isSame(lines)) {
            return;
        }
        try {
            Path real = exists ? file.toRealPath() : target();
            requireWritable(real);
            Path folder = requireNonNull(real.toAbsolutePath().getParent(), "a file stands in a folder");
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(
                    folder,
                    ".muster-",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                fill(draft, bytes(lines));
                if (exists) {
                    Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(real));
                }
                Files.move(draft, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw ProblemException.couldNotRun(
                    "'" + file + "' could not be written.",
                    FileFailure.why(e) + " It is as it was before.",
                    "check the rights of the folder and the space on the disk",
                    e);
        }
    }

    /** Says to whom watches the file that it changed, although it did not. */
    void touch(Instant now) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(now));
        } catch (IOException e) {
            throw ProblemException.couldNotRun(
                    "'" + file + "' could not be touched.", String.valueOf(e.getMessage()), "check its rights", e);
        }
    }

    /** Where a link to nothing leads, else the file. */
    private Path target() throws IOException {
        return Files.isSymbolicLink(file) ? file.toAbsolutePath().resolveSibling(Files.readSymbolicLink(file)) : file;
    }

    private static void requireWritable(Path real) throws IOException {
        if (!Files.exists(real)) {
            return;
        }
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(real);
        if (!rights.contains(PosixFilePermission.OWNER_WRITE) || !Files.isWritable(real)) {
            throw ProblemException.couldNotRun(
                    "'" + real + "' is read-only.",
                    "Somebody meant it to stay as it is.",
                    "chmod u+w " + real + ", or name another file with --spc or --profiles");
        }
    }

    private byte[] bytes(List<String> lines) {
        StringBuilder text = new StringBuilder(BEGIN).append(lineEnd);
        lines.forEach(line -> text.append(line).append(lineEnd));
        text.append(END).append(lineEnd);
        String gap = before.isEmpty() || before.endsWith("\n") ? "" : lineEnd;
        byte[] head = (before + gap).getBytes(StandardCharsets.ISO_8859_1);
        byte[] middle = text.toString().getBytes(StandardCharsets.UTF_8);
        byte[] tail = after.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(head.length + middle.length + tail.length)
                .put(head)
                .put(middle)
                .put(tail)
                .array();
    }

    private static void fill(Path draft, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }
}
