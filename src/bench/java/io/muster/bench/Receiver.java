package io.muster.bench;

import com.sun.management.OperatingSystemMXBean;
import io.muster.demo.HecReceiver;
import io.muster.demo.HecReceiverFaults;
import io.muster.demo.HecReceiverOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The demo's HEC receiver in a process of its own, so that what it costs is not taken for the sender's cost. */
final class Receiver implements AutoCloseable {

    static final String TOKEN = "00000000-0000-4000-8000-000000000001";

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream questions;
    private final URI url;

    private Receiver(Process process) throws IOException {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.url = URI.create(read());
    }

    static Receiver start(Duration latency) throws IOException {
        ProcessBuilder program = Child.java(
                List.of("-Xmx512m", "-XX:+UseParallelGC"), Serving.class.getName(), List.of(latency.toMillis() + ""));
        return new Receiver(
                program.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    URI url() {
        return url;
    }

    /** What it indexed, and the CPU time that it took so far. */
    record Count(long events, Duration cpu) {}

    Count count() throws IOException {
        questions.println("count");
        String[] numbers = read().split(" ");
        return new Count(Long.parseLong(numbers[0]), Duration.ofNanos(Long.parseLong(numbers[1])));
    }

    private String read() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the receiver ended");
        }
        return line;
    }

    @Override
    public void close() {
        questions.close();
        process.destroy();
    }

    /** What runs in the other process: listens until its input ends. */
    static final class Serving {

        private Serving() {}

        public static void main(String[] arguments) throws IOException {
            HecReceiverOptions options = HecReceiverOptions.builder()
                    .token(TOKEN)
                    .latency(Duration.ofMillis(Long.parseLong(arguments[0])))
                    .keep(HecReceiverOptions.Keep.COUNTS)
                    .build();
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            try (HecReceiver receiver = HecReceiver.start(options, HecReceiverFaults.none(), Clock.systemUTC())) {
                System.out.println(receiver.url());
                while (input.readLine() != null) {
                    System.out.println(receiver.index().count() + " " + system.getProcessCpuTime());
                }
            }
        }
    }
}
