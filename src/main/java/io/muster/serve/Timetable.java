package io.muster.serve;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.muster.finding.RunId;
import io.muster.serve.Activity.Job;
import io.muster.state.Run;
import io.muster.state.State;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does each job at its time. What is due, and who does it, stands in the state database, so that of several processes over
 * one database one does it, and what was due while none was there is made up for once.
 */
final class Timetable implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Timetable.class);
    private static final String RETENTION = "30 3 * * *";
    private static final int THREADS = 4;

    private final ProcessName name = ProcessName.own();
    private final Jobs jobs;
    private final Workers workers;
    private final State state;
    private final Clock clock;
    private final Rhythm rhythm;
    private final OneTimeTask<Void> delivery;
    private final RegularTask audit;
    private final RegularTask report;
    private final @Nullable RegularTask contactsVerify;
    private final Scheduler scheduler;

    Timetable(Service.Parts parts, Jobs jobs, Workers workers, Rhythm rhythm) {
        this.jobs = jobs;
        this.workers = workers;
        this.state = parts.state();
        this.clock = parts.clock();
        this.rhythm = rhythm;
        ScheduleConfig schedule = parts.schedule();
        this.delivery = Tasks.oneTime("delivery")
                .onFailure(this::deliverLater)
                .onDeadExecution((dead, then) -> then.reschedule(dead, clock.instant()))
                .execute((instance, context) ->
                        workers.run(Job.DELIVERY, () -> jobs.deliver(RunId.of(instance.getId()))));
        this.audit = new RegularTask(
                "audit",
                time -> schedule.next(schedule.audit(), time),
                rhythm.retry(),
                this::audit,
                this::wasAuditedSince);
        this.report = new RegularTask(
                "report",
                time -> schedule.next(schedule.report(), time),
                rhythm.retry(),
                client -> report(),
                due -> false);
        RegularTask retention = new RegularTask(
                "retention",
                time -> schedule.next(RETENTION, time),
                rhythm.retry(),
                client -> done(Job.RETENTION, jobs::prune),
                due -> false);
        String contactsVerify = schedule.contactsVerify();
        this.contactsVerify = contactsVerify == null
                ? null
                : new RegularTask(
                        Job.CONTACTS_VERIFY.word(),
                        time -> schedule.next(contactsVerify, time),
                        rhythm.retry(),
                        client -> done(Job.CONTACTS_VERIFY, jobs::verifyContacts),
                        due -> false);
        List<RegularTask> tasks = new ArrayList<>(List.of(audit, report, retention));
        if (this.contactsVerify != null) {
            tasks.add(this.contactsVerify);
        }
        ThreadFactory threads = daemons();
        ExecutorService executor = Executors.newFixedThreadPool(THREADS, threads);
        this.scheduler = Scheduler.create(state.dataSource(), delivery)
                .startTasks(tasks)
                // Its words for SQL are those that SQLite understands too; of the defaults, SQLite knows no "fetch
                // first".
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
                .schedulerName(new SchedulerName.Fixed(name.toString()))
                .clock(clock::instant)
                .threads(THREADS)
                .executorService(executor)
                .dueExecutor(Executors.newSingleThreadExecutor(threads))
                .housekeeperExecutor(Executors.newScheduledThreadPool(2, threads))
                .pollingInterval(rhythm.poll())
                .heartbeatInterval(rhythm.heartbeat())
                .shutdownMaxWait(rhythm.grace())
                .failureLogging(LogLevel.DEBUG, false)
                .build();
    }

    private static ThreadFactory daemons() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "timetable-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private Optional<Instant> done(Job job, Workers.Work work) {
        workers.run(job, work);
        return Optional.empty();
    }

    private Optional<Instant> audit(SchedulerClient client) {
        return done(Job.AUDIT, () -> deliver(jobs.audit().run().id(), client));
    }

    /** An audit that goes on, or that is made up for at the same time, is what the report is to tell of. */
    private Optional<Instant> report() {
        Instant now = clock.instant();
        if (nextAudit().filter(due -> !due.isAfter(now)).isPresent()) {
            return Optional.of(now.plus(rhythm.waiting()));
        }
        return done(Job.REPORT, jobs::report);
    }

    private void deliver(RunId run, SchedulerClient client) {
        if (jobs.isDelivering()) {
            client.scheduleIfNotExists(delivery.instance(run.toString()), clock.instant());
            scheduler.triggerCheckForDueExecutions();
        }
    }

    private void deliverLater(ExecutionComplete failed, ExecutionOperations<Void> then) {
        Instant again = workers.isStopping() ? clock.instant() : clock.instant().plus(rhythm.retry());
        LOG.warn(
                "Run {} could not be put into the outbox; the next try is at {}. {}",
                failed.getExecution().taskInstance.getId(),
                again,
                failed.getCause().map(Throwable::getMessage).orElse(""));
        then.reschedule(failed, again);
    }

    /** An audit that became complete before its process died needs only to be delivered. */
    private boolean wasAuditedSince(Instant due) {
        Optional<Run> run =
                state.runs().latestComplete().filter(latest -> !latest.started().isBefore(due));
        run.ifPresent(complete -> deliver(complete.id(), scheduler));
        return run.isPresent();
    }

    void start() {
        for (String dead : state.pronounceDead(name::isDead)) {
            LOG.warn("Process '{}' died while it did something; this one takes it over.", dead);
        }
        scheduler.start();
        LOG.info("The next audit is due at {}, the next report at {}.", said(nextAudit()), said(nextReport()));
    }

    private static String said(Optional<Instant> time) {
        return time.map(Instant::toString).orElse("no time");
    }

    /** When the next audit is due; in the past while it is being made up for. */
    Optional<Instant> nextAudit() {
        return next(audit);
    }

    Optional<Instant> nextReport() {
        return next(report);
    }

    /** When contacts are verified next; empty if they are not. */
    Optional<Instant> nextContactsVerify() {
        return contactsVerify == null ? Optional.empty() : next(contactsVerify);
    }

    private Optional<Instant> next(RegularTask task) {
        return scheduler
                .getScheduledExecution(task.instance(RegularTask.INSTANCE))
                .map(execution -> execution.getExecutionTime());
    }

    /** Interrupts what is being done, waits a moment for it to end, and leaves the rest to the next start. */
    @Override
    public void close() {
        workers.stop();
        scheduler.stop();
    }
}
