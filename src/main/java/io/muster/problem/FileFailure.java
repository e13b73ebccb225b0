package io.muster.problem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says why a file could not be read or written, in words instead of the names of exceptions. */
public final class FileFailure {

    private FileFailure() {}

    /** A sentence. */
    public static String why(Exception failure) {
        if (failure instanceof UncheckedIOException && failure.getCause() instanceof IOException cause) {
            return why(cause);
        }
        if (failure instanceof CharacterCodingException) {
            return "It is no text in UTF-8.";
        }
        if (String.valueOf(failure.getMessage()).contains("No space left")) {
            return "The disk is full.";
        }
        if (failure instanceof FileSystemException file && file.getFile() != null) {
            return why(file);
        }
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return message.endsWith(".") ? message : message + ".";
    }

    private static String why(FileSystemException failure) {
        String file = "'" + failure.getFile() + "'";
        if (failure instanceof AccessDeniedException) {
            return "Access to " + file + " is denied.";
        }
        if (failure instanceof NoSuchFileException) {
            return file + " or its folder does not exist.";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return file + " is there already.";
        }
        if (failure instanceof NotDirectoryException) {
            return file + " is no folder.";
        }
        return file + ": " + (failure.getReason() == null ? failure.getClass().getSimpleName() : failure.getReason())
                + ".";
    }
}
