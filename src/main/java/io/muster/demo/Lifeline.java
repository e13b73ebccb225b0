package io.muster.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small shell that outlives this process just long enough to end the demo's database and remove its folder.
 *
 * <p>It waits on a pipe that only this process holds open, so it wakes up however this process ends, by {@code kill -9}
 * too. A database that is gone, or whose process id belongs to something else by now, is left alone.
 */
final class Lifeline implements AutoCloseable {

    private static final String WATCH = "trap '' INT HUP TERM; while read -r _; do :; done;"
            + " if [ \"$(head -n 1 \"$1/data/postmaster.pid\" 2>/dev/null)\" = \"$2\" ]; then kill -QUIT \"$2\";"
            + " n=0; while [ -e \"$1/data/postmaster.pid\" ] && kill -0 \"$2\" && [ $n -lt 100 ];"
            + " do sleep 0.05; n=$((n+1)); done; fi 2>/dev/null;"
            + " rm -rf \"$1\"";

    private final Process shell;

    private Lifeline(Process shell) {
        this.shell = shell;
    }

    /** Watches the database with the process id {@code postmaster}, whose data are in {@code folder/data}. */
    static Lifeline attach(Path folder, long postmaster) throws IOException {
        List<String> command =
                List.of("/bin/sh", "-c", WATCH, "muster-demo-lifeline", folder.toString(), Long.toString(postmaster));
        return new Lifeline(new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Lets go: the shell ends the database if it still runs, removes the folder and ends itself. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            if (!shell.waitFor(10, TimeUnit.SECONDS)) {
                shell.destroyForcibly();
            }
        } catch (IOException e) {
            shell.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
