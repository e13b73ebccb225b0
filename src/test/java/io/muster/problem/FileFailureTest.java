package io.muster.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileFailureTest {

    @TempDir
    private Path folder;

    private static String whyOf(ThrowingCallable work) {
        return FileFailure.why(catchThrowableOfType(IOException.class, work));
    }

    @Test
    void what_the_file_system_says_is_told_in_words() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[] {(byte) 0xff});

        assertThat(whyOf(() -> Files.readString(file))).isEqualTo("It is no text in UTF-8.");
        assertThat(whyOf(() -> Files.readString(folder))).isEqualTo("Is a directory.");
        assertThat(whyOf(() -> Files.readString(folder.resolve("none"))))
                .isEqualTo("'" + folder.resolve("none") + "' or its folder does not exist.");
        assertThat(whyOf(() -> Files.createDirectories(file))).isEqualTo("'" + file + "' is there already.");
        assertThat(whyOf(() -> Files.createDirectories(file.resolve("below"))))
                .isEqualTo("'" + file.resolve("below") + "': Not a directory.");
        assertThat(whyOf(() -> Files.list(file).close())).isEqualTo("'" + file + "' is no folder.");
    }

    @Test
    void what_takes_a_foreign_disk_is_told_in_words() {
        assertThat(FileFailure.why(new AccessDeniedException("/etc/muster.yaml")))
                .isEqualTo("Access to '/etc/muster.yaml' is denied.");
        assertThat(FileFailure.why(new FileSystemException("/media", null, "Read-only file system")))
                .isEqualTo("'/media': Read-only file system.");
        assertThat(FileFailure.why(new UncheckedIOException(new IOException("No space left on device"))))
                .isEqualTo("The disk is full.");
        assertThat(FileFailure.why(new IOException())).isEqualTo("IOException.");
    }
}
