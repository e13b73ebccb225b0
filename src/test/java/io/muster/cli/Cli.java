package io.muster.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** Runs commands in this process, as a shell would, and keeps what they print. */
final class Cli {

    private final Map<String, String> environment;

    Cli(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** With the environment of this process. */
    static Cli here() {
        return new Cli(System.getenv());
    }

    /** What a command printed, and its exit code. */
    record Result(int code, String out, String err) {}

    Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(arguments, environment, new Terminal(new PrintWriter(out), new PrintWriter(err), false));
        return new Result(code, out.toString(), err.toString());
    }
}
