package io.muster.serve;

import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import io.muster.serve.Activity.Job;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that do jobs: notes what becomes of each, and interrupts all when the service stops. */
final class Workers {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final Activity activity;
    private final Set<Thread> busy = new HashSet<>();
    private boolean stopping;

    Workers(Activity activity) {
        this.activity = activity;
    }

    /** Work that ends early when its thread is interrupted. */
    interface Work {
        void run() throws InterruptedException;
    }

    /** Does the work. A {@link CancellationException} means that the service stops. */
    void run(Job job, Work work) {
        begin();
        activity.started(job);
        try {
            work.run();
            activity.done(job);
        } catch (InterruptedException e) {
            activity.failed(job, "It was interrupted.");
            CancellationException cancelled = new CancellationException("interrupted");
            cancelled.initCause(e);
            throw cancelled;
        } catch (RuntimeException e) {
            if (isStopping()) {
                LOG.debug("'{}' failed because the service stops.", job.word(), e);
                activity.failed(job, "It was interrupted.");
                CancellationException cancelled = new CancellationException("the service stops");
                cancelled.initCause(e);
                throw cancelled;
            }
            activity.failed(job, text(job, e));
            throw e;
        } catch (Error e) {
            activity.failed(job, text(job, e));
            throw e;
        } finally {
            end();
        }
    }

    private static String text(Job job, Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return problem.problems().stream().map(Problem::text).collect(Collectors.joining("\n"));
        }
        LOG.error("Muster has a bug; '{}' failed by it.", job.word(), failure);
        return "Muster has a bug: " + failure.getClass().getName() + ".";
    }

    private synchronized void begin() {
        if (stopping) {
            throw new CancellationException("the service stops");
        }
        busy.add(Thread.currentThread());
    }

    /** The thread goes on to write down how it ended, and must not be interrupted in that. */
    private synchronized void end() {
        busy.remove(Thread.currentThread());
        if (Thread.interrupted()) {
            LOG.debug("The interruption came too late for the work, which had ended.");
        }
    }

    /** Interrupts whoever works, and lets nobody begin. */
    synchronized void stop() {
        stopping = true;
        busy.forEach(Thread::interrupt);
    }

    synchronized boolean isStopping() {
        return stopping;
    }
}
