package io.muster.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProcessesTest {

    private final ProcessHandle self = ProcessHandle.current();
    private final long started = Processes.started(self);

    @Test
    void a_process_is_known_again_although_the_clock_was_set_by_a_second() {
        assertThat(started).isPositive();
        assertThat(Processes.isAlive(self.pid(), started)).isTrue();
        assertThat(Processes.isAlive(self.pid(), started - 1_000)).isTrue();
        assertThat(Processes.isAlive(self.pid(), started + 1_000)).isTrue();
    }

    @Test
    void an_id_that_is_used_again_is_another_process() {
        assertThat(Processes.isAlive(
                        self.pid(), started - Duration.ofSeconds(10).toMillis()))
                .isFalse();
    }

    @Test
    void a_process_that_ended_lives_no_more() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        long begun = Processes.started(child.toHandle());
        child.waitFor();

        assertThat(Processes.isAlive(child.pid(), begun)).isFalse();
    }
}
