package io.muster.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a benchmark runs with: how often, how large, where its files go, and how it prints.
 *
 * @param runs how often each side of a comparison is measured
 * @param quick tiny and once: whether it works at all
 * @param scratch an empty folder, deleted afterwards
 * @param programs where unpacked programs are kept from one start to the next
 * @param home the checkout
 * @param out the result
 * @param log progress
 */
record Rig(int runs, boolean quick, Path scratch, Path programs, Path home, PrintStream out, PrintStream log) {

    /** Everything that is made up comes from it. */
    static final long SEED = 20261124;

    /** One side of a comparison. */
    interface Side {
        /** Runs once; the answer is what was measured. */
        double measure() throws Exception;
    }

    /** What interleaved runs of two sides measured, and the ratio of each pair. */
    record Pair(Samples reference, Samples subject) {

        /** Subject by reference; for rates, more is better. */
        Samples ratio() {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < subject.values().size(); i++) {
                ratios.add(subject.values().get(i) / reference.values().get(i));
            }
            return new Samples(ratios);
        }
    }

    int size(int usual, int tiny) {
        return quick ? tiny : usual;
    }

    /** Reference, subject, reference, subject …, after a round that is thrown away. */
    Pair compare(Side reference, Side subject) throws Exception {
        if (!quick) {
            say("  warming up");
            double unused = reference.measure() + subject.measure();
        }
        List<Double> ofReference = new ArrayList<>();
        List<Double> ofSubject = new ArrayList<>();
        int rounds = quick ? 1 : runs;
        for (int round = 1; round <= rounds; round++) {
            ofReference.add(reference.measure());
            ofSubject.add(subject.measure());
            say(String.format(
                    Locale.ENGLISH,
                    "  round %d of %d: reference %,.0f, subject %,.0f",
                    round,
                    rounds,
                    ofReference.get(round - 1),
                    ofSubject.get(round - 1)));
        }
        return new Pair(new Samples(ofReference), new Samples(ofSubject));
    }

    void say(String progress) {
        log.println(progress);
        log.flush();
    }

    void print(String format, Object... values) {
        out.println(String.format(Locale.ENGLISH, format, values));
        out.flush();
    }

    /** Whether a bar holds, as a word; a tiny run shows nothing. */
    String verdict(boolean holds) {
        return quick ? "not measured (--quick)" : holds ? "holds" : "FALLS SHORT";
    }

    /** Deletes a folder with all that is in it; what is gone already is no matter. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
