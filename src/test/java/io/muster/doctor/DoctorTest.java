package io.muster.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.problem.Diagnosis;
import io.muster.problem.Diagnosis.Level;
import io.muster.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static Examination good(String part) {
        return new Examination(part, LONG, () -> List.of(Diagnosis.ok(part, "It works.")));
    }

    @Test
    void a_part_that_hangs_or_fails_never_hides_the_others() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        List<Diagnosis> heard = new ArrayList<>();

        List<Diagnosis> found = Doctor.examine(
                List.of(
                        good("first"),
                        new Examination("hanging", Duration.ofMillis(50), () -> {
                            never.await();
                            return List.of();
                        }),
                        new Examination("wrong", LONG, () -> {
                            throw ProblemException.usage("It is wrong.", "Because.", "Do this.");
                        }),
                        new Examination("buggy", LONG, () -> {
                            throw new IllegalStateException("oops");
                        }),
                        new Examination("stuck", LONG, () -> {
                            throw new StackOverflowError();
                        }),
                        good("last")),
                heard::add);

        assertThat(found).isEqualTo(heard);
        assertThat(found)
                .extracting(
                        diagnosis -> diagnosis.part() + " " + diagnosis.level().word())
                .containsExactly(
                        "first ok", "hanging broken", "wrong broken", "buggy broken", "stuck broken", "last ok");
        assertThat(found.get(1).message()).startsWith("It did not answer within");
        assertThat(found.get(2)).isEqualTo(Diagnosis.broken("wrong", "It is wrong. Because.", "Do this."));
    }

    @Test
    void a_clock_that_is_minutes_off_is_broken_since_aws_refuses_its_signatures() {
        assertThat(Machine.skew("sts", Duration.ofSeconds(2)).level()).isEqualTo(Level.OK);
        assertThat(Machine.skew("sts", Duration.ofSeconds(40)).level()).isEqualTo(Level.WARNING);
        assertThat(Machine.skew("sts", Duration.ofMinutes(-6)))
                .isEqualTo(Diagnosis.broken(
                        "clock", "It is 360 s ahead of sts. AWS refuses what is signed so.", "set the clock by NTP"));
    }

    @Test
    void a_clock_without_a_server_to_compare_with_says_so() {
        assertThat(Machine.clock(Clock.systemUTC(), List.of()))
                .containsExactly(Diagnosis.ok("clock", "No server to compare it with."));
    }

    @Test
    void a_full_disk_is_broken_and_a_nearly_full_one_warns() {
        Path here = Path.of("/data");
        assertThat(Machine.room(here, 50L << 20).level()).isEqualTo(Level.BROKEN);
        assertThat(Machine.room(here, 1L << 30).level()).isEqualTo(Level.WARNING);
        assertThat(Machine.room(here, 100L << 30)).isEqualTo(Diagnosis.ok("disk", "100 GB free at '/data'."));
    }

    @Test
    void folders_that_are_not_there_yet_are_judged_by_the_one_above(@TempDir Path folder) throws IOException {
        assertThat(Machine.disk(List.of(folder.resolve("a/b/c"), folder)))
                .as("one line for one disk")
                .hasSize(1);
    }

    @Test
    void java_is_judged_by_its_version_and_its_heap() {
        assertThat(Machine.java(Runtime.Version.parse("11.0.2"), 1L << 30)
                        .get(0)
                        .level())
                .isEqualTo(Level.BROKEN);
        assertThat(Machine.java(Runtime.Version.parse("17.0.2"), 100L << 20)
                        .get(0)
                        .level())
                .isEqualTo(Level.WARNING);
        assertThat(Machine.java(Runtime.Version.parse("21"), 512L << 20))
                .containsExactly(Diagnosis.ok("java", "Java 21, heap of at most 512 MB."));
    }

    @Test
    void a_secret_that_others_may_read_warns_and_one_that_is_missing_is_broken(@TempDir Path folder)
            throws IOException {
        Path open = Files.writeString(folder.resolve("open"), "x");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        Path closed = Files.writeString(folder.resolve("closed"), "x");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rw-------"));

        assertThat(Machine.secrets(List.of(open, closed, folder.resolve("none"))))
                .extracting(Diagnosis::level)
                .containsExactly(Level.WARNING, Level.OK, Level.BROKEN);
    }
}
