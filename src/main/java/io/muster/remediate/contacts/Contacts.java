package io.muster.remediate.contacts;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import io.muster.remediate.aws.AwsAccess;
import io.muster.remediate.aws.Calls;
import io.muster.remediate.aws.OrganizationTree;
import io.muster.remediate.aws.Pause;
import io.muster.remediate.aws.Rate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/** The door to the contacts of an organization. One object for the whole process, since all its calls share their rates. */
public final class Contacts {

    /** Reads of contacts in a second, over all accounts: what AWS allows everywhere. */
    public static final double READS_PER_SECOND = 3;
    /** Writes of contacts in a second, over all accounts: what AWS allows everywhere. */
    public static final double WRITES_PER_SECOND = 1;

    private static final double TREE_CALLS_PER_SECOND = 20;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final AwsAccess aws;
    private final Calls calls;
    private final Rate treeRate;
    private final Rate reads;
    private final Rate writes;
    private final Pause pause;
    private final Clock clock;

    /** {@code random} gives numbers from 0 to 1, for waits that don't all end at once. */
    public Contacts(AwsAccess aws, Clock clock, Pause pause, DoubleSupplier random) {
        this.aws = aws;
        this.clock = clock;
        this.pause = pause;
        this.calls = new Calls(clock, pause, random);
        this.treeRate = new Rate(TREE_CALLS_PER_SECOND, clock, pause);
        this.reads = new Rate(READS_PER_SECOND, clock, pause);
        this.writes = new Rate(WRITES_PER_SECOND, clock, pause);
    }

    /** Reads what is there and compares it with what is wanted; changes nothing. */
    public Plan plan(WantedContacts wanted, Scope scope, ContactsProgress progress) throws InterruptedException {
        Caller caller = caller(progress);
        progress.step("asking as " + caller.text());
        return new Planning(contacts(), tree(), reads, pause, clock).plan(caller, wanted, scope, progress);
    }

    /** Writes the plan to a file that only its owner reads. */
    public void save(Plan plan, Path file) {
        if (Files.exists(journalOf(file))) {
            throw ProblemException.usage(
                    "The plan '" + file + "' has been applied: its journal '" + journalOf(file) + "' is there.",
                    "Without its plan the journal is hard to understand.",
                    "name another place with --out FILE");
        }
        PlanFile.write(plan, file);
    }

    /** Where the journal of a plan is: beside it. */
    static Path journalOf(Path plan) {
        return plan.resolveSibling(plan.getFileName() + ".journal");
    }

    /** A plan, and what its journal says of it already. */
    public static PlanToApply open(Path file) {
        PlanFile.Stored stored = PlanFile.read(file);
        return new PlanToApply(stored.plan(), stored.digest(), journalOf(file), false);
    }

    /**
     * The way back from what a journal says: for each write that was or may have been made, what was there before, the last
     * write first.
     *
     * @param accounts empty for all
     * @param force whether to restore also what somebody else has changed since
     */
    public static PlanToApply openRollback(Path journal, List<AccountId> accounts, boolean force) {
        Journal.Content content = Journal.read(journal);
        Journal.Header header = requireNonNull(content.header());
        List<PlanLine> lines = new ArrayList<>();
        for (Journal.Entry entry : content.entries().values()) {
            boolean meant = accounts.isEmpty() || accounts.contains(entry.account());
            if (meant && entry.outcome() != Journal.Outcome.NOT_MADE) {
                lines.add(0, Rollback.line(entry));
            }
        }
        for (AccountId account : accounts) {
            if (lines.stream().noneMatch(line -> line.account().equals(account))) {
                throw ProblemException.usage(
                        "The journal '" + journal + "' says nothing of the account " + account + ".",
                        "Nothing was written there.",
                        "check the id");
            }
        }
        Plan plan = new Plan(header.started(), Rollback.caller(header), lines);
        return new PlanToApply(
                plan,
                "rollback of " + header.digest(),
                journal.resolveSibling(journal.getFileName() + ".rollback"),
                force);
    }

    /** Does what the plan says, and nothing else; what its journal calls done is not done again. */
    public Applied apply(PlanToApply toApply, ContactsProgress progress) throws InterruptedException {
        Plan plan = toApply.plan();
        Caller caller = caller(progress);
        Caller planned = plan.caller();
        if (!Objects.equals(caller.organization(), planned.organization())) {
            throw ProblemException.usage(
                    "The plan is for " + organization(planned) + ", and these credentials are for "
                            + organization(caller) + ".",
                    "",
                    "use the credentials of the organization that the plan was made for");
        }
        if (!caller.account().equals(planned.account())) {
            throw ProblemException.usage(
                    "The plan was made as the account " + planned.account() + ", and these credentials are of "
                            + caller.account() + ".",
                    "Who asks decides what can be seen and changed.",
                    "use the same credentials, or make a new plan with these");
        }
        progress.step("changing contacts as " + caller.text());
        Journal.Header header =
                new Journal.Header(toApply.digest(), caller.organization(), caller.account(), clock.instant());
        try (Journal journal = Journal.open(toApply.journal(), header)) {
            return new Applying(new Applying.Parts(caller, contacts(), tree(), journal, pause, clock, toApply.force()))
                    .apply(plan.changes(), progress);
        }
    }

    /**
     * What the service does by itself: verifies, names the accounts that joined, and gives those their contacts where the
     * configuration says so. It applies all of it or nothing, by a plan with a journal beside the file that says what is
     * wanted, so that it can be rolled back like any other.
     *
     * @param since when an account must have joined to be new
     */
    public Watched watch(WantedContacts wanted, ContactsConfig config, Instant since, ContactsProgress progress)
            throws InterruptedException {
        Caller caller = caller(progress);
        Planning planning = new Planning(contacts(), tree(), reads, pause, clock);
        Plan plan = planning.again(planning.plan(caller, wanted, Scope.all(), progress));
        List<AccountId> joined = planning.joinedSince(since);
        List<PlanLine> due = plan.changes().stream()
                .filter(line -> joined.contains(line.account()))
                .toList();
        if (!joined.isEmpty()) {
            progress.warning(Problem.of(
                    joined.size() + " accounts joined the organization since " + since + ": "
                            + joined.stream().map(AccountId::value).collect(Collectors.joining(", ")) + ".",
                    due.size() + " of their contacts are not as wanted.",
                    due.isEmpty() ? "" : "muster contacts plan"));
        }
        if (due.isEmpty() || config.autoApply() != ContactsConfig.AutoApply.NEW_ACCOUNTS) {
            return new Watched(plan, joined, Optional.empty());
        }
        if (due.size() > config.maxChanges()) {
            progress.warning(Problem.of(
                    "The contacts of new accounts are not applied: there are " + due.size() + " changes, and "
                            + config.maxChanges() + " are allowed.",
                    "",
                    "muster contacts plan, or a higher 'contacts.max-changes'"));
            return new Watched(plan, joined, Optional.empty());
        }
        Path file = config.file()
                .toAbsolutePath()
                .resolveSibling("contacts-auto-" + STAMP.format(clock.instant()) + ".json");
        save(new Plan(clock.instant(), caller, due), file);
        Applied applied = apply(open(file), progress);
        return new Watched(planning.again(plan), joined, Optional.of(applied));
    }

    private static String organization(Caller caller) {
        return caller.organization() == null
                ? "the account " + caller.account() + ", which is in no organization"
                : "the organization " + caller.organization();
    }

    /**
     * Reads what is there and compares it with what is wanted. What differs is read once more, since AWS does not promise
     * that a contact can be read as soon as it was written.
     */
    public Plan verify(WantedContacts wanted, Scope scope, ContactsProgress progress) throws InterruptedException {
        Caller caller = caller(progress);
        progress.step("asking as " + caller.text());
        Planning planning = new Planning(contacts(), tree(), reads, pause, clock);
        return planning.again(planning.plan(caller, wanted, scope, progress));
    }

    private Caller caller(ContactsProgress progress) throws InterruptedException {
        return new Preflight(aws, calls, treeRate).caller(progress::warning);
    }

    private AlternateContacts contacts() {
        return new AlternateContacts(aws.account(), calls, reads, writes);
    }

    private OrganizationTree tree() {
        return new OrganizationTree(aws.organizations(), calls, treeRate);
    }
}
