package io.muster.remediate.contacts;

import io.muster.problem.ProblemException;
import io.muster.remediate.aws.AwsAccess;
import io.muster.remediate.aws.Calls;
import io.muster.remediate.aws.OrganizationTree;
import io.muster.remediate.aws.Pause;
import io.muster.remediate.aws.Rate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.DoubleSupplier;

/** The door to the contacts of an organization. One object for the whole process, since all its calls share their rates. */
public final class Contacts {

    /** Reads of contacts in a second, over all accounts: what AWS allows everywhere. */
    public static final double READS_PER_SECOND = 3;
    /** Writes of contacts in a second, over all accounts: what AWS allows everywhere. */
    public static final double WRITES_PER_SECOND = 1;

    private static final double TREE_CALLS_PER_SECOND = 20;

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
