package io.muster.cli;

import io.muster.remediate.aws.Stop;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Lets the write that is under way come to its end when the command is interrupted. */
final class LastWrite {

    private LastWrite() {}

    /**
     * The result of work that writes. An interruption does not reach the work, which would not know then what became of its
     * write: it is only asked to begin nothing new.
     */
    static <T> T awaited(Stop stop, Callable<T> work) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(task, "contacts-writer").start();
        while (true) {
            try {
                return task.get();
            } catch (InterruptedException e) {
                stop.request();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof InterruptedException) {
                    throw new InterruptedException();
                }
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
