package io.muster.serve;

import io.muster.audit.AuditResult;
import io.muster.audit.Progress;
import io.muster.finding.RunId;
import io.muster.push.Published;
import io.muster.push.Publisher;
import io.muster.push.Targets;
import io.muster.report.Reports;
import io.muster.serve.ContactsJob.Verified;
import io.muster.state.Pruned;
import io.muster.state.Run;
import io.muster.state.State;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the service does at its time: audit, deliver, report, verify contacts, forget. */
final class Jobs {

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final Duration WEEK = Duration.ofDays(7);
    /** Audits of the same hour do not start at the same second. */
    private static final Duration UNPUNCTUAL = Duration.ofHours(1);

    private final State state;
    private final AuditJob audit;
    private final Publisher publisher;
    private final Targets targets;
    private final Reports reports;
    private final Duration retention;
    private final @Nullable ContactsJob contacts;
    private final Activity activity;
    private final Clock clock;

    Jobs(Service.Parts parts, Activity activity) {
        this.contacts = parts.contacts();
        this.activity = activity;
        this.state = parts.state();
        this.audit = parts.audit();
        this.publisher = parts.publisher();
        this.targets = parts.targets();
        this.reports = parts.reports();
        this.retention = parts.retention();
        this.clock = parts.clock();
    }

    AuditResult audit() throws InterruptedException {
        AuditResult result = audit.run(new LogProgress());
        activity.decided(result.deciding());
        Run run = result.run();
        LOG.info(
                "The audit is complete: {} findings, {} gaps, {} accounts; its report is '{}'.",
                run.findings(),
                run.gaps(),
                run.accounts(),
                result.report());
        result.unwritten()
                .ifPresent(problem -> LOG.warn(
                        "The report could not be written; the run is stored and is delivered. {}",
                        problem.getMessage()));
        return result;
    }

    boolean isDelivering() {
        return !targets.isEmpty();
    }

    /** Puts a run into the outbox; goes on where an earlier attempt ended. */
    void deliver(RunId id) {
        Optional<Run> run = state.runs().find(id);
        if (run.isEmpty()) {
            LOG.warn("Run {} is forgotten already; it is not delivered.", id.shortForm());
            return;
        }
        publisher
                .resumeBefore(id)
                .forEach(rest -> LOG.info(
                        "What an interrupted process left of run {} is in the outbox.",
                        rest.run().shortForm()));
        Published published = publisher.publish(id);
        LOG.info(
                "Run {} is in the outbox: {} rows, {} changes, {} findings in {} batches.",
                id.shortForm(),
                published.rows(),
                published.changes(),
                published.findings(),
                published.batches());
    }

    /** Writes the report of the newest complete run, compared with the one a week before it. */
    void report() {
        Optional<Run> latest = state.runs().latestComplete();
        if (latest.isEmpty()) {
            LOG.warn("No audit is complete yet; there is nothing to report.");
            return;
        }
        Run run = latest.get();
        Optional<Run> before = state.runs()
                .completeBefore(run.started().minus(WEEK).plus(UNPUNCTUAL))
                .or(() -> state.runs().previous(run));
        Path folder = reports.write(run, before);
        LOG.info("The report of run {} is '{}'.", run.id().shortForm(), folder);
    }

    /** Says what differs from the contacts that are wanted, and changes nothing. */
    void verifyContacts() throws InterruptedException {
        if (contacts == null) {
            return;
        }
        Verified verified = contacts.verify();
        activity.verified(verified);
        if (verified.different() + verified.unreadable() > 0) {
            LOG.warn(
                    "Of {} contacts, {} are not as wanted and {} could not be read; 'muster contacts plan' shows them.",
                    verified.all(),
                    verified.different(),
                    verified.unreadable());
            return;
        }
        LOG.info("All {} contacts are as wanted.", verified.all());
    }

    void prune() {
        Instant before = clock.instant().minus(retention);
        Pruned pruned = state.prune(before);
        LOG.info(
                "What is older than {} days is forgotten: {} runs, {} findings, {} assets.",
                retention.toDays(),
                pruned.runs(),
                pruned.findings(),
                pruned.assets());
    }

    /** Says in the log how far an audit is. */
    private static final class LogProgress implements Progress {

        @Override
        public void step(String what) {
            LOG.info("Audit: {}.", what);
        }

        @Override
        public void accounts(int done, int all) {
            LOG.debug("Audit: {} of {} accounts are done.", done, all);
        }

        @Override
        public void warning(String what) {
            LOG.warn("{}", what);
        }
    }
}
