package io.muster.cli;

import io.muster.finding.AccountId;
import io.muster.problem.Problem;
import io.muster.remediate.aws.AwsAccess;
import io.muster.remediate.aws.Stop;
import io.muster.remediate.contacts.Action;
import io.muster.remediate.contacts.Applied;
import io.muster.remediate.contacts.ContactFacts;
import io.muster.remediate.contacts.ContactsConfig;
import io.muster.remediate.contacts.ContactsProgress;
import io.muster.remediate.contacts.PlanLine;
import io.muster.remediate.contacts.Watched;
import io.muster.serve.ContactsJob;
import io.muster.state.Run;
import io.muster.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the service does about contacts when the schedule says so; the file of contacts is read anew each time. */
final class ContactsWatch implements ContactsJob {

    private static final Logger LOG = LoggerFactory.getLogger(ContactsWatch.class);
    /** An audit and a verification of the same night see the same account as new. */
    private static final Duration DAY = Duration.ofDays(1);

    private final Wiring wiring;
    private final State state;

    ContactsWatch(Wiring wiring, State state) {
        this.wiring = wiring;
        this.state = state;
    }

    @Override
    public Verified verify() throws InterruptedException {
        ContactsConfig config = wiring.configuration().contacts();
        Instant day = wiring.clock().instant().minus(DAY);
        Instant since = state.runs().completeBefore(day).map(Run::started).orElse(day);
        Stop stop = new Stop(wiring.clock());
        try (AwsAccess aws = wiring.aws()) {
            Watched watched = LastWrite.awaited(
                    stop,
                    () -> wiring.contacts(aws, stop).watch(wiring.wantedContacts(), config, since, new LogProgress()));
            watched.applied()
                    .ifPresent(applied -> LOG.info(
                            "New accounts got their contacts: {} done, {} refused, {} failed.",
                            applied.count(Applied.Result.DONE),
                            applied.count(Applied.Result.REFUSED),
                            applied.count(Applied.Result.FAILED)));
            List<AccountId> seen = watched.plan().lines().stream()
                    .map(PlanLine::account)
                    .distinct()
                    .toList();
            state.records().replace(ContactFacts.VERIFIED, seen, ContactFacts.verified(watched.plan()));
            Map<Action, Integer> counts = watched.plan().counts();
            return new Verified(
                    counts.getOrDefault(Action.UNCHANGED, 0),
                    watched.plan().changes().size(),
                    counts.getOrDefault(Action.CANNOT_READ, 0));
        }
    }

    /** Says in the log how far it is. */
    private static final class LogProgress implements ContactsProgress {

        @Override
        public void step(String what) {
            LOG.info("Contacts: {}.", what);
        }

        @Override
        public void accounts(int done, int all, Duration left) {
            LOG.debug("Contacts: {} of {} are done.", done, all);
        }

        @Override
        public void warning(Problem problem) {
            LOG.warn("{}", problem.text());
        }
    }
}
