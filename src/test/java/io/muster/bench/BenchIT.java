package io.muster.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every benchmark runs once in its tiny form; how long it takes is never asserted. */
final class BenchIT {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path scratch;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @TestFactory
    Stream<DynamicTest> each_benchmark_works() {
        return Main.all().stream()
                .filter(Bench::isUsual)
                .map(bench -> DynamicTest.dynamicTest(bench.name(), () -> works(bench)));
    }

    private void works(Bench bench) {
        out.reset();
        log.reset();

        int code = run("--quick", "--scratch", scratch.toString(), bench.name());

        assertThat(code).as("%s%n%s", log, out).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(bench.name() + ": " + bench.measures(), "took ")
                .doesNotContain("FALLS SHORT");
    }

    @Test
    void the_help_names_every_benchmark_and_its_bar() {
        int code = run("--help");

        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(Main.all().stream().map(Bench::name).toList())
                .contains(Main.all().stream().map(Bench::bar).toList());
    }

    @Test
    void an_unknown_name_is_answered_with_the_known_ones() {
        int code = run("lokup");

        assertThat(code).isEqualTo(2);
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("There is no benchmark 'lokup'", "rows, audit");
    }

    private int run(String... arguments) {
        return Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(log, true, StandardCharsets.UTF_8),
                arguments);
    }
}
