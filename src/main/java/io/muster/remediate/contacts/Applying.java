package io.muster.remediate.contacts;

import io.muster.finding.AccountId;
import io.muster.problem.FileFailure;
import io.muster.remediate.aws.AwsFailure;
import io.muster.remediate.aws.Member;
import io.muster.remediate.aws.OrganizationTree;
import io.muster.remediate.aws.Pause;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the changes of a plan one after the other: looks whether the contact still is what the plan saw, notes the old one
 * in the journal, writes, and reads back what is there.
 */
final class Applying {

    /** AWS does not say how soon a contact can be read that was written: after so long it must be there. */
    private static final List<Duration> READ_BACK =
            List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));

    private final Caller caller;
    private final AlternateContacts contacts;
    private final OrganizationTree tree;
    private final Journal journal;
    private final Pause pause;
    private final Clock clock;
    private final boolean force;
    private final Map<AccountId, Member> members = new HashMap<>();
    private final Set<String> denied = new HashSet<>();
    private String stopped = "";

    /**
     * What everything of an apply needs.
     *
     * @param force whether a contact is changed that is not what the plan saw
     */
    record Parts(
            Caller caller,
            AlternateContacts contacts,
            OrganizationTree tree,
            Journal journal,
            Pause pause,
            Clock clock,
            boolean force) {}

    Applying(Parts parts) {
        this.caller = parts.caller();
        this.contacts = parts.contacts();
        this.tree = parts.tree();
        this.journal = parts.journal();
        this.pause = parts.pause();
        this.clock = parts.clock();
        this.force = parts.force();
    }

    Applied apply(List<PlanLine> changes, ContactsProgress progress) throws InterruptedException {
        List<Applied.Line> lines = new ArrayList<>();
        for (PlanLine change : changes) {
            if (stopped.isEmpty() && pause.isStopped()) {
                stopped = "it was interrupted";
            }
            lines.add(stopped.isEmpty() ? apply(change) : line(change, Applied.Result.NOT_TRIED, stopped));
            // A write a second, and what is read around it fits in between.
            progress.accounts(lines.size(), changes.size(), Duration.ofSeconds(changes.size() - lines.size()));
        }
        return new Applied(lines, stopped);
    }

    private static Applied.Line line(PlanLine change, Applied.Result result, String why) {
        return new Applied.Line(change.account(), change.name(), change.type(), change.action(), result, why);
    }

    private static Applied.Line failed(PlanLine change, AwsFailure failure) {
        return line(change, Applied.Result.FAILED, String.valueOf(failure.getMessage()));
    }

    private Applied.Line apply(PlanLine change) throws InterruptedException {
        try {
            Optional<String> objection = objection(change.account());
            if (objection.isPresent()) {
                return line(change, Applied.Result.REFUSED, objection.get());
            }
            Contact there = read(change);
            Optional<Journal.Entry> before = journal.entry(change.key());
            if (PlanLine.same(there, change.wanted())) {
                if (before.isPresent() && before.get().outcome() != Journal.Outcome.DONE) {
                    journal.end(before.get(), Journal.Outcome.DONE, clock.instant(), "found as wanted");
                    return line(change, Applied.Result.DONE, "");
                }
                return line(
                        change, Applied.Result.ALREADY, before.isPresent() ? "done before" : "it is as wanted already");
            }
            if (before.isPresent() && before.get().outcome() == Journal.Outcome.DONE && !force) {
                return line(change, Applied.Result.REFUSED, "it was done before, and somebody has changed it since");
            }
            if (!PlanLine.same(there, change.found()) && !force) {
                return line(change, Applied.Result.REFUSED, "somebody has changed it since");
            }
            if (denied.contains(kind(change))) {
                return line(change, Applied.Result.NOT_TRIED, "AWS denied the first write of this kind");
            }
            return write(change, there);
        } catch (AwsFailure e) {
            stopIfGeneral(e);
            // Nothing was written: the write has its own way to fail.
            return line(change, Applied.Result.REFUSED, Planning.why(caller, member(change), e));
        } catch (IOException e) {
            stopped = "the journal can't be written (" + FileFailure.why(e) + ")";
            return line(change, Applied.Result.FAILED, stopped);
        }
    }

    /** Why an account must not be touched: it left, or is not active any more. */
    private Optional<String> objection(AccountId account) throws InterruptedException {
        AccountId management = caller.management();
        if (management == null) {
            return account.equals(caller.account()) ? Optional.empty() : Optional.of("it is another account");
        }
        Member member = members.get(account);
        if (member == null) {
            try {
                member = tree.member(account, management);
            } catch (AwsFailure e) {
                if (e.kind() == AwsFailure.Kind.ABSENT) {
                    return Optional.of("the account has left the organization since the plan was made");
                }
                throw e;
            }
            members.put(account, member);
        }
        return member.isActive() ? Optional.empty() : Optional.of("the account is " + member.state());
    }

    private Member member(PlanLine change) {
        return new Member(
                change.account(),
                change.name(),
                "ACTIVE",
                "",
                null,
                change.account().equals(caller.management()),
                List.of());
    }

    private @Nullable Contact read(PlanLine change) throws InterruptedException {
        return contacts.read(caller.nameOf(member(change)), change.type()).orElse(null);
    }

    /** Writes that AWS allows or denies together: by operation, by type, for oneself or for others. */
    private String kind(PlanLine change) {
        return (change.wanted() == null ? "remove " : "write ") + change.type() + " "
                + (change.account().equals(caller.account()) ? "own" : "other");
    }

    private Applied.Line write(PlanLine change, @Nullable Contact there) throws InterruptedException, IOException {
        Journal.Entry entry = new Journal.Entry(
                change.account(), change.name(), change.type(), there, change.wanted(), clock.instant(), null);
        journal.begin(entry);
        AwsFailure failure = null;
        try {
            AccountId name = caller.nameOf(member(change));
            Contact wanted = change.wanted();
            if (wanted == null) {
                contacts.remove(name, change.type());
            } else {
                contacts.write(name, change.type(), wanted);
            }
        } catch (AwsFailure e) {
            failure = e;
        }
        if (failure != null && failure.kind() == AwsFailure.Kind.DENIED) {
            denied.add(kind(change));
        }
        if (failure != null && !failure.isDoubtful()) {
            // It was certainly not made, so that nothing has to be looked up.
            stopIfGeneral(failure);
            journal.end(
                    entry,
                    Journal.Outcome.NOT_MADE,
                    clock.instant(),
                    failure.kind().name());
            return failed(change, failure);
        }
        return readBack(change, entry, failure);
    }

    private void stopIfGeneral(AwsFailure failure) {
        if (failure.kind() == AwsFailure.Kind.CREDENTIALS) {
            stopped = "AWS does not take the credentials any more";
        } else if (failure.isGeneral() && String.valueOf(failure.getMessage()).startsWith("not asked any more")) {
            stopped = "AWS does not answer";
        }
    }

    private Applied.Line readBack(PlanLine change, Journal.Entry entry, @Nullable AwsFailure failure)
            throws InterruptedException, IOException {
        AwsFailure unread = failure;
        boolean read = false;
        for (Duration wait : READ_BACK) {
            if (!wait.isZero()) {
                pause.until(clock.instant().plus(wait));
            }
            try {
                Contact there = read(change);
                read = true;
                if (PlanLine.same(there, change.wanted())) {
                    journal.end(entry, Journal.Outcome.DONE, clock.instant(), "");
                    return line(change, Applied.Result.DONE, "");
                }
            } catch (AwsFailure e) {
                unread = e;
                break;
            }
        }
        if (unread != null) {
            stopIfGeneral(unread);
        }
        if (!read) {
            // Nobody knows whether it was made: without an end in the journal, the next apply finds out.
            return line(
                    change,
                    Applied.Result.FAILED,
                    "whether it was written is not known: "
                            + (unread == null ? "it could not be read back" : unread.getMessage()));
        }
        if (failure != null) {
            journal.end(
                    entry,
                    Journal.Outcome.NOT_MADE,
                    clock.instant(),
                    failure.kind().name());
            return failed(change, failure);
        }
        journal.end(entry, Journal.Outcome.OTHER, clock.instant(), "");
        return line(change, Applied.Result.FAILED, "AWS took it, and what is there is something else");
    }
}
