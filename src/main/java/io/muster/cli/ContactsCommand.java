package io.muster.cli;

import io.muster.cli.CommandFactory.Context;
import io.muster.finding.AccountId;
import io.muster.finding.Finding;
import io.muster.problem.ProblemException;
import io.muster.remediate.aws.AwsAccess;
import io.muster.remediate.aws.Stop;
import io.muster.remediate.contacts.Action;
import io.muster.remediate.contacts.Applied;
import io.muster.remediate.contacts.ContactFacts;
import io.muster.remediate.contacts.ContactText;
import io.muster.remediate.contacts.ContactType;
import io.muster.remediate.contacts.Contacts;
import io.muster.remediate.contacts.Plan;
import io.muster.remediate.contacts.PlanLine;
import io.muster.remediate.contacts.PlanToApply;
import io.muster.remediate.contacts.Scope;
import io.muster.remediate.contacts.WantedContacts;
import io.muster.state.State;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code muster contacts}: the alternate contacts of the organization, by plan and apply. */
@Command(
        name = "contacts",
        description = "Sets whom AWS writes to and calls about security, operations and billing, in every account.%n%n"
                + "What is wanted stands in contacts.yaml. `plan` shows what would change and writes a plan, `apply` does"
                + " exactly that plan, `verify` proves it, `rollback` restores what was there.",
        subcommands = {
            ContactsCommand.PlanCommand.class,
            ContactsCommand.ApplyCommand.class,
            ContactsCommand.VerifyCommand.class,
            ContactsCommand.RollbackCommand.class
        })
final class ContactsCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which of plan, apply, verify or rollback?");
    }

    /** The options that say which part of the organization is meant. */
    static final class ScopeOptions {

        @Option(
                names = "--type",
                paramLabel = "TYPE",
                split = ",",
                description = "Only security, operations or billing (default: all that the file names).")
        private List<ContactType> types = new ArrayList<>();

        @Option(
                names = "--ou",
                paramLabel = "OU",
                description =
                        "Only this organizational unit and those below it: its id, or its path such as /Workloads/Prod.")
        private List<String> units = new ArrayList<>();

        @Option(names = "--account", paramLabel = "ID", split = ",", description = "Only these accounts.")
        private List<String> accounts = new ArrayList<>();

        @Option(names = "--show", description = "Show names, addresses and numbers in full.")
        private boolean show;

        @Option(names = "--all", description = "List what is unchanged as well, which is otherwise only counted.")
        private boolean all;

        @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: table).")
        private Listing.Format format = Listing.Format.table;

        Scope scope() {
            return new Scope(Set.copyOf(types), units, List.copyOf(AccountIds.of(accounts)));
        }

        void print(Plan plan, Terminal terminal) {
            ContactText text = new ContactText(show);
            Listing listing =
                    new Listing("account_id", "account_name", "ou", "type", "action", "rule", "reason", "what");
            for (PlanLine line : plan.lines()) {
                if (all || format != Listing.Format.table || line.action() != Action.UNCHANGED) {
                    listing.row(
                            line.account().value(),
                            line.name(),
                            line.path(),
                            line.type().word(),
                            line.action().word().replace('-', ' '),
                            line.rule(),
                            line.reason() == null ? null : line.reason().word(),
                            text.of(line));
                }
            }
            if (listing.size() > 0 || format != Listing.Format.table) {
                listing.print(format, terminal.out());
            }
            if (format == Listing.Format.table) {
                terminal.print(summary(plan));
            }
        }
    }

    static String summary(Plan plan) {
        Map<Action, Integer> counts = plan.counts();
        return plan.accounts() + " accounts, " + plan.lines().size() + " contacts: "
                + counts.entrySet().stream()
                        .filter(entry -> entry.getValue() > 0 || entry.getKey() == Action.UNCHANGED)
                        .map(entry ->
                                entry.getValue() + " " + entry.getKey().word().replace('-', ' '))
                        .collect(Collectors.joining(", "));
    }

    static int exitCode(Plan plan) {
        if (!plan.changes().isEmpty()) {
            return ExitCode.FAILED;
        }
        return plan.counts().getOrDefault(Action.CANNOT_READ, 0) > 0 ? ExitCode.UNKNOWN : ExitCode.DONE;
    }

    /** {@code muster contacts plan}. */
    @Command(
            name = "plan",
            description =
                    "Reads every active account, shows what would change, and writes it to a plan. Changes nothing.%n%n"
                            + "Run it as the management account, or as a delegated administrator of account.amazonaws.com.%n"
                            + "The file with what is wanted is 'contacts.file' of muster.yaml, or contacts.yaml in this folder.%n%n"
                            + "Example: muster contacts plan --type security --ou /Workloads",
            footer = {
                "%nExit codes:",
                "  0    nothing to do",
                "  1    could not run",
                "  2    wrong usage or configuration, such as a contact that AWS would refuse",
                "  3    changes are wanted",
                "  4    no changes, but something could not be read",
                "  130  interrupted",
                "Treat any other code as a failure."
            })
    static final class PlanCommand implements Callable<Integer> {

        private static final DateTimeFormatter STAMP =
                DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

        private final Context context;

        @Mixin
        private final ScopeOptions options = new ScopeOptions();

        @Option(
                names = "--out",
                paramLabel = "FILE",
                description =
                        "The plan (default: contacts-plan-TIME.json in this folder, if there is something to do).")
        private @Nullable Path out;

        PlanCommand(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws InterruptedException {
            Terminal terminal = context.terminal();
            Scope scope = options.scope();
            Wiring wiring = Wiring.ofOptional(context);
            WantedContacts wanted = wiring.wantedContacts();
            try (AwsAccess aws = wiring.aws()) {
                Contacts contacts = wiring.contacts(aws, new Stop(wiring.clock()));
                Plan plan = contacts.plan(wanted, scope, new ContactsProgressLine(terminal));
                options.print(plan, terminal);
                terminal.flush();
                boolean changes = !plan.changes().isEmpty();
                if (changes || out != null) {
                    Path file = out == null ? Path.of("contacts-plan-" + STAMP.format(plan.created()) + ".json") : out;
                    contacts.save(plan, file);
                    terminal.say("the plan is in '" + file + "', for your eyes only: it holds names and addresses");
                    if (changes) {
                        terminal.say("Try: muster contacts apply " + file);
                    }
                }
                return exitCode(plan);
            }
        }
    }

    /** How an apply or a rollback is carried out: asked for, done to the end of the current write, and told. */
    static final class ChangeOptions {

        @Option(names = "--yes", description = "Do not ask before the first write.")
        private boolean yes;

        @Option(
                names = "--max-changes",
                paramLabel = "N",
                description = "Refuse more changes than this (default: 'contacts.max-changes' of muster.yaml, or 50).")
        private @Nullable Integer maxChanges;

        @Option(names = "--show", description = "Show names, addresses and numbers in full.")
        private boolean show;

        @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: table).")
        private Listing.Format format = Listing.Format.table;

        int change(Context context, Wiring wiring, PlanToApply toApply, String again) throws InterruptedException {
            Terminal terminal = context.terminal();
            List<PlanLine> changes = toApply.plan().changes();
            int most = maxChanges == null ? wiring.configuration().contacts().maxChanges() : maxChanges;
            if (changes.size() > most) {
                throw ProblemException.usage(
                        "There are " + changes.size() + " changes, and " + most + " are allowed.",
                        "So many at once may be a mistake in contacts.yaml.",
                        again + " --max-changes " + changes.size());
            }
            if (changes.isEmpty()) {
                terminal.say("there is nothing to change");
                return ExitCode.DONE;
            }
            confirm(context, toApply, again);
            Stop stop = new Stop(wiring.clock());
            try (AwsAccess aws = wiring.aws()) {
                Contacts contacts = wiring.contacts(aws, stop);
                Applied applied =
                        LastWrite.awaited(stop, () -> contacts.apply(toApply, new ContactsProgressLine(terminal)));
                print(applied, terminal);
                terminal.flush();
                if (!applied.isComplete()) {
                    terminal.say("Try: " + again + ", which goes on where this ended; or make a new plan");
                }
                if (stop.isStopped()) {
                    return ExitCode.INTERRUPTED;
                }
                return applied.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
            }
        }

        private void confirm(Context context, PlanToApply toApply, String again) {
            Terminal terminal = context.terminal();
            if (yes) {
                return;
            }
            List<PlanLine> changes = toApply.plan().changes();
            ContactText text = new ContactText(show);
            changes.forEach(line -> terminal.say("  " + line.account() + " "
                    + line.type().word() + " " + line.action().word() + ": " + text.of(line)));
            terminal.say("This changes " + changes.size() + (changes.size() == 1 ? " contact of " : " contacts of ")
                    + toApply.plan().identity() + ". Type 'yes' to go on:");
            if (!"yes".equals(terminal.ask())) {
                throw ProblemException.usage(
                        "Nothing was changed.", "Nobody said 'yes'.", again + " --yes, where nobody can be asked");
            }
        }

        private void print(Applied applied, Terminal terminal) {
            Listing listing = new Listing("account_id", "account_name", "type", "change", "result", "why");
            applied.lines()
                    .forEach(line -> listing.row(
                            line.account().value(),
                            line.name(),
                            line.type().word(),
                            line.change().word(),
                            line.result().word(),
                            line.why()));
            listing.print(format, terminal.out());
            if (format == Listing.Format.table) {
                terminal.print(applied.lines().size()
                        + (applied.lines().size() == 1 ? " change: " : " changes: ")
                        + Arrays.stream(Applied.Result.values())
                                .filter(result -> applied.count(result) > 0 || result == Applied.Result.DONE)
                                .map(result -> applied.count(result) + " " + result.word())
                                .collect(Collectors.joining(", ")));
            }
        }
    }

    /** {@code muster contacts apply}. */
    @Command(
            name = "apply",
            description = "Does exactly what a plan says, one write a second, and reads back each one.%n%n"
                    + "A contact that was changed since the plan was made is refused, the others go on. The old contact is%n"
                    + "noted in PLAN.journal before each write. The same command goes on after an interruption.%n%n"
                    + "Example: muster contacts apply plan.json --max-changes 200",
            footer = {
                "%nExit codes:",
                "  0    every contact is as planned",
                "  1    could not run",
                "  2    wrong usage, a plan that was changed, or one of another organization",
                "  3    something was refused or failed",
                "  130  interrupted, after the write that was under way",
                "Treat any other code as a failure."
            })
    static final class ApplyCommand implements Callable<Integer> {

        private final Context context;

        @Parameters(paramLabel = "PLAN", description = "What `muster contacts plan` wrote.")
        @SuppressWarnings("NullAway.Init") // picocli demands it
        private Path plan;

        @Mixin
        private final ChangeOptions options = new ChangeOptions();

        ApplyCommand(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws InterruptedException {
            return options.change(
                    context, Wiring.ofOptional(context), Contacts.open(plan), "muster contacts apply " + plan);
        }
    }

    /** {@code muster contacts rollback}. */
    @Command(
            name = "rollback",
            description =
                    "Restores what was there before an apply, from its journal; also that there was no contact.%n%n"
                            + "What somebody else has changed since is refused, unless --force. It is noted in JOURNAL.rollback,%n"
                            + "which is a journal itself.%n%n"
                            + "Example: muster contacts rollback plan.json.journal --account 111111111111",
            footer = {
                "%nExit codes:",
                "  0    every contact is as it was",
                "  1    could not run",
                "  2    wrong usage, or a journal that was changed",
                "  3    something was refused or failed",
                "  130  interrupted, after the write that was under way",
                "Treat any other code as a failure."
            })
    static final class RollbackCommand implements Callable<Integer> {

        private final Context context;

        @Parameters(paramLabel = "JOURNAL", description = "The journal of the apply: PLAN.journal.")
        @SuppressWarnings("NullAway.Init") // picocli demands it
        private Path journal;

        @Option(names = "--account", paramLabel = "ID", split = ",", description = "Only these accounts.")
        private List<String> accounts = new ArrayList<>();

        @Option(names = "--force", description = "Restore also what somebody has changed since.")
        private boolean force;

        @Mixin
        private final ChangeOptions options = new ChangeOptions();

        RollbackCommand(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws InterruptedException {
            return options.change(
                    context,
                    Wiring.ofOptional(context),
                    Contacts.openRollback(journal, List.copyOf(AccountIds.of(accounts)), force),
                    "muster contacts rollback " + journal);
        }
    }

    /** {@code muster contacts verify}. */
    @Command(
            name = "verify",
            description = "Reads every contact again and compares it with contacts.yaml. Changes nothing.%n%n"
                    + "Example: muster contacts verify --type security",
            footer = {
                "%nExit codes:",
                "  0    every contact is as wanted",
                "  1    could not run",
                "  2    wrong usage or configuration",
                "  3    something is not as wanted",
                "  4    nothing is known to differ, but something could not be read",
                "  130  interrupted",
                "Treat any other code as a failure."
            })
    static final class VerifyCommand implements Callable<Integer> {

        private final Context context;

        @Mixin
        private final ScopeOptions options = new ScopeOptions();

        @Option(
                names = "--findings",
                description =
                        "Print findings of the checks of contacts (rows SEC-01, 02, 03 and 06 of the catalogue) instead.")
        private boolean findings;

        VerifyCommand(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws InterruptedException {
            Terminal terminal = context.terminal();
            Scope scope = options.scope();
            Wiring wiring = Wiring.ofOptional(context);
            WantedContacts wanted = wiring.wantedContacts();
            try (AwsAccess aws = wiring.aws()) {
                Plan plan = wiring.contacts(aws, new Stop(wiring.clock()))
                        .verify(wanted, scope, new ContactsProgressLine(terminal));
                if (findings) {
                    print(ContactFindings.of(plan, wiring.pack()), terminal);
                } else {
                    options.print(plan, terminal);
                }
                if (!plan.changes().isEmpty()) {
                    terminal.say("Try: muster contacts plan");
                }
                note(wiring, plan);
                return exitCode(plan);
            }
        }

        /** Keeps what was seen for the next audits; without a configuration nobody knows which state is meant. */
        private void note(Wiring wiring, Plan plan) {
            if (!wiring.configuration().isFile()) {
                return;
            }
            try (State state = wiring.state()) {
                if (options.scope().equals(Scope.all())) {
                    List<AccountId> seen = plan.lines().stream()
                            .map(PlanLine::account)
                            .distinct()
                            .toList();
                    state.records().replace(ContactFacts.VERIFIED, seen, ContactFacts.verified(plan));
                } else {
                    state.records().note(ContactFacts.VERIFIED, ContactFacts.verified(plan));
                }
            }
            context.terminal().say("The next audit reports it, for 90 days.");
        }

        private void print(List<Finding> findings, Terminal terminal) {
            boolean table = options.format == Listing.Format.table;
            Listing listing = table
                    ? new Listing("severity", "verdict", "check", "account_name", "resource", "message")
                    : new Listing(Finding.FIELDS.toArray(String[]::new));
            for (Finding finding : findings) {
                if (table) {
                    listing.row(
                            finding.severity().word(),
                            finding.verdict().word(),
                            finding.check().value(),
                            finding.accountName(),
                            finding.resource(),
                            finding.message());
                } else {
                    listing.row(finding.fields().values().toArray());
                }
            }
            listing.print(options.format, terminal.out());
        }
    }
}
