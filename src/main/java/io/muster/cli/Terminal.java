package io.muster.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command prints: the product to {@link #out()}, everything else to {@link #err()}.
 *
 * @param interactive whether a person watches the error stream, so that a progress line may be redrawn; the launcher
 *     knows, Java does not
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {

    static Terminal ofProcess() {
        return new Terminal(
                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                Boolean.getBoolean("muster.terminal"));
    }

    /** Prints one line of the product. */
    void print(String line) {
        out.println(line);
    }

    /** Says something about the work: progress, hints, warnings. */
    void say(String line) {
        err.println(line);
        err.flush();
    }

    void flush() {
        out.flush();
        err.flush();
    }
}
