package io.muster.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/**
 * Where a command prints: the product to {@link #out()}, everything else to {@link #err()}.
 *
 * @param in what a person types
 * @param interactive whether a person watches the error stream, so that a progress line may be redrawn; the launcher
 *     knows, Java does not
 */
record Terminal(PrintWriter out, PrintWriter err, BufferedReader in, boolean interactive) {

    /** A terminal at which nobody sits to answer. */
    Terminal(PrintWriter out, PrintWriter err, boolean interactive) {
        this(out, err, new BufferedReader(Reader.nullReader()), interactive);
    }

    static Terminal ofProcess() {
        return new Terminal(
                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
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

    /** The line that a person types; empty when there is nobody. */
    String ask() {
        try {
            String line = in.readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            return "";
        }
    }

    void flush() {
        out.flush();
        err.flush();
    }
}
