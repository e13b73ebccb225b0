package io.muster.serve;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.AbstractTask;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.OnStartup;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.SchedulableTaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that is done at the times of a cron expression, by one process at a time. Times that were missed are made up
 * for once; what failed is tried again a few times before its next time.
 */
final class RegularTask extends AbstractTask<Void> implements OnStartup {

    static final String INSTANCE = "regular";

    private static final Logger LOG = LoggerFactory.getLogger(RegularTask.class);
    private static final int RETRIES = 3;

    private final Times times;
    private final Work work;

    /** When it is done. */
    interface Times {
        /** The first time after this one; empty if there is none. */
        Optional<Instant> after(Instant time);

        default Instant orNever(Instant time) {
            return after(time).orElse(Schedule.NEVER);
        }
    }

    /** What is done. */
    interface Work {
        /**
         * Does it, or says until when it must wait for something else; empty when it is done. A {@link CancellationException}
         * means that it was interrupted, and must be done again.
         */
        Optional<Instant> run(SchedulerClient scheduler);
    }

    /**
     * @param survived whether work that was due at a time was finished although its process died
     */
    RegularTask(String name, Times times, Duration retry, Work work, Predicate<Instant> survived) {
        super(name, Void.class, new Retrying(name, times, retry), new TakingOver(name, times, survived));
        this.times = times;
        this.work = work;
    }

    @Override
    public CompletionHandler<Void> execute(TaskInstance<Void> instance, ExecutionContext context) {
        Optional<Instant> again = work.run(context.getSchedulerClient());
        return (done, then) -> then.reschedule(done, again.orElseGet(() -> times.orNever(done.getTimeDone())));
    }

    /** A failure is tried again; an interruption leaves the work due, for the next process that can do it. */
    private record Retrying(String name, Times times, Duration retry) implements FailureHandler<Void> {

        @Override
        public void onFailure(ExecutionComplete failed, ExecutionOperations<Void> then) {
            Instant now = failed.getTimeDone();
            Throwable cause = failed.getCause().orElseThrow();
            if (cause instanceof CancellationException) {
                LOG.info(
                        "'{}' was interrupted; it is due again, here at the next start or in another process now.",
                        name);
                then.reschedule(failed, now);
                return;
            }
            Instant next = times.orNever(now);
            Instant again = now.plus(retry);
            if (failed.getExecution().consecutiveFailures < RETRIES && again.isBefore(next)) {
                next = again;
            }
            LOG.warn("'{}' failed; the next try is at {}. {}", name, next, cause.getMessage());
            then.reschedule(failed, next);
        }
    }

    /** The process that did it is gone. */
    private record TakingOver(String name, Times times, Predicate<Instant> survived)
            implements DeadExecutionHandler<Void> {

        @Override
        public void deadExecution(ExecutionComplete dead, ExecutionOperations<Void> then) {
            Instant now = dead.getTimeDone();
            if (survived.test(dead.getExecution().executionTime)) {
                LOG.info("'{}' was finished before its process died; it is not done again.", name);
                then.reschedule(dead, times.orNever(now));
                return;
            }
            LOG.warn("The process that did '{}' died; it is done again now.", name);
            then.reschedule(dead, now);
        }
    }

    /** A time that lies behind us is left, so that it is made up for; another one follows the expression. */
    @Override
    public void onStartup(SchedulerClient scheduler, Clock clock) {
        Instant now = clock.now();
        Instant next = times.orNever(now);
        Optional<ScheduledExecution<Object>> known = scheduler.getScheduledExecution(instance(INSTANCE));
        if (known.isEmpty()) {
            if (scheduler.scheduleIfNotExists(instance(INSTANCE), next)) {
                LOG.info("'{}' is due at {} for the first time.", name, next);
            }
            return;
        }
        Instant due = known.get().getExecutionTime();
        if (known.get().isPicked() || !due.isAfter(now)) {
            LOG.info("'{}' was due at {}; it is made up for.", name, due);
            return;
        }
        boolean isRetry = known.get().getConsecutiveFailures() > 0 && due.isBefore(next);
        if (!isRetry && !due.equals(next) && scheduler.reschedule(instance(INSTANCE), next)) {
            LOG.info("'{}' is due at {} from now on; the schedule has changed.", name, next);
        }
    }

    @Override
    public SchedulableInstance<Void> schedulableInstance(String id) {
        return new SchedulableTaskInstance<>(instance(id), times::orNever);
    }

    @Override
    public SchedulableInstance<Void> schedulableInstance(String id, Void data) {
        return schedulableInstance(id);
    }
}
