package io.muster.remediate.contacts;

import io.muster.finding.AccountId;
import io.muster.problem.ProblemException;
import io.muster.problem.Problems;
import io.muster.remediate.aws.AwsFailure;
import io.muster.remediate.aws.Member;
import io.muster.remediate.aws.OrganizationTree;
import io.muster.remediate.aws.Pause;
import io.muster.remediate.aws.Rate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Reads every contact that the file speaks of, and says what would have to change. */
final class Planning {

    /** Enough to keep the rate although AWS takes its time to answer. */
    private static final int READERS = 4;

    private final AlternateContacts contacts;
    private final OrganizationTree tree;
    private final Rate reads;
    private final Pause pause;
    private final Clock clock;
    private List<Member> members = List.of();

    Planning(AlternateContacts contacts, OrganizationTree tree, Rate reads, Pause pause, Clock clock) {
        this.contacts = contacts;
        this.tree = tree;
        this.reads = reads;
        this.pause = pause;
        this.clock = clock;
    }

    Plan plan(Caller caller, WantedContacts wanted, Scope scope, ContactsProgress progress)
            throws InterruptedException {
        members = members(caller, progress);
        Problems problems = new Problems();
        wanted.compare(members, problems);
        scope.compare(members, problems);
        problems.throwIfAny(ProblemException.Kind.USAGE);
        problems.warnings().forEach(progress::warning);
        Set<ContactType> types = wanted.types();
        List<Question> questions = new ArrayList<>();
        List<PlanLine> lines = new ArrayList<>();
        for (Member member : members) {
            if (!scope.includes(member)) {
                continue;
            }
            for (ContactType type : ContactType.values()) {
                if (!types.contains(type) || !scope.includes(type)) {
                    continue;
                }
                WantedContacts.Answer answer = wanted.wanted(member, type);
                if (answer.wish().kind() == Wish.Kind.LEAVE_ALONE) {
                    continue;
                }
                Question question = new Question(member, type, answer.wish().contact(), answer.rule());
                if (member.isActive()) {
                    questions.add(question);
                } else {
                    lines.add(question.skipped("the account is " + member.state()));
                }
            }
        }
        lines.addAll(read(caller, questions, progress));
        lines.sort(Comparator.comparing(PlanLine::account).thenComparing(PlanLine::type));
        return new Plan(clock.instant(), caller, lines);
    }

    /** Active accounts that joined after that moment, of those that the plan looked at. */
    List<AccountId> joinedSince(Instant moment) {
        return members.stream()
                .filter(Member::isActive)
                .filter(member -> member.joined() != null && member.joined().isAfter(moment))
                .map(Member::id)
                .toList();
    }

    /** The same plan, in which what differs was read once more. */
    Plan again(Plan plan) throws InterruptedException {
        List<PlanLine> lines = new ArrayList<>();
        for (PlanLine line : plan.lines()) {
            if (!line.action().isChange() || pause.isStopped()) {
                lines.add(line);
                continue;
            }
            Member member = new Member(
                    line.account(),
                    line.name(),
                    "ACTIVE",
                    "",
                    null,
                    line.account().equals(plan.caller().management()),
                    List.of());
            PlanLine now = read(plan.caller(), new Question(member, line.type(), line.wanted(), line.rule()));
            lines.add(now.at(line.path()));
        }
        return new Plan(plan.created(), plan.caller(), lines);
    }

    /** Every account of the organization; the caller's own when there is none. */
    List<Member> members(Caller caller, ContactsProgress progress) throws InterruptedException {
        AccountId management = caller.management();
        if (management == null) {
            return List.of(new Member(caller.account(), "", "ACTIVE", "", null, false, List.of()));
        }
        progress.step("reading the organization");
        try {
            return tree.members(management);
        } catch (AwsFailure e) {
            throw Preflight.unanswered("The accounts of the organization could not be read", e);
        }
    }

    /** One contact that must be read. */
    private record Question(
            Member member, ContactType type, @Nullable Contact wanted, String rule) {

        PlanLine found(@Nullable Contact found) {
            return line(PlanLine.action(found, wanted), found, null, "");
        }

        PlanLine unreadable(AwsFailure failure, String why) {
            return line(Action.CANNOT_READ, null, failure, why);
        }

        PlanLine skipped(String why) {
            return line(Action.SKIPPED, null, null, why);
        }

        private PlanLine line(Action action, @Nullable Contact found, @Nullable AwsFailure failure, String why) {
            return new PlanLine(
                    member.id(),
                    member.name(),
                    member.path(),
                    type,
                    action,
                    found,
                    wanted,
                    rule,
                    failure == null ? null : failure.kind().reason(),
                    why);
        }
    }

    private List<PlanLine> read(Caller caller, List<Question> questions, ContactsProgress progress)
            throws InterruptedException {
        if (questions.isEmpty()) {
            return List.of();
        }
        progress.step("reading " + questions.size() + " contacts");
        PlanLine[] lines = new PlanLine[questions.size()];
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        int readers = Math.min(READERS, questions.size());
        ExecutorService pool = Executors.newFixedThreadPool(readers, task -> {
            Thread thread = new Thread(task, "contacts-reader");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int reader = 0; reader < readers; reader++) {
                running.add(pool.submit(() -> {
                    for (int at = next.getAndIncrement(); at < lines.length; at = next.getAndIncrement()) {
                        if (pause.isStopped()) {
                            throw new InterruptedException();
                        }
                        lines[at] = read(caller, questions.get(at));
                        int finished = done.incrementAndGet();
                        progress.accounts(finished, lines.length, reads.durationOf(lines.length - finished));
                    }
                    return null;
                }));
            }
            for (Future<?> reader : running) {
                reader.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException();
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
        return List.of(lines);
    }

    private PlanLine read(Caller caller, Question question) throws InterruptedException {
        try {
            return question.found(contacts.read(caller.nameOf(question.member()), question.type())
                    .orElse(null));
        } catch (AwsFailure e) {
            return question.unreadable(e, why(caller, question.member(), e));
        }
    }

    /** Why a contact can't be read, with what to do about it where that is known. */
    static String why(Caller caller, Member member, AwsFailure failure) {
        if (member.management() && caller.standing() == Caller.Standing.DELEGATED) {
            return "a delegated administrator does not reach the management account; run it there with --account "
                    + member.id() + " (" + failure.getMessage() + ")";
        }
        return String.valueOf(failure.getMessage());
    }
}
