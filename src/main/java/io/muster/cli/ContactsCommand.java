package io.muster.cli;

import io.muster.cli.CommandFactory.Context;
import io.muster.finding.AccountId;
import io.muster.problem.ProblemException;
import io.muster.remediate.aws.AwsAccess;
import io.muster.remediate.aws.Stop;
import io.muster.remediate.contacts.Action;
import io.muster.remediate.contacts.ContactText;
import io.muster.remediate.contacts.ContactType;
import io.muster.remediate.contacts.Contacts;
import io.muster.remediate.contacts.Plan;
import io.muster.remediate.contacts.PlanLine;
import io.muster.remediate.contacts.Scope;
import io.muster.remediate.contacts.WantedContacts;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
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
import picocli.CommandLine.Spec;

/** {@code muster contacts}: the alternate contacts of the organization, by plan and apply. */
@Command(
        name = "contacts",
        description = "Sets whom AWS writes to and calls about security, operations and billing, in every account.%n%n"
                + "What is wanted stands in contacts.yaml. `plan` shows what would change and writes a plan, `apply` does%n"
                + "exactly that plan, `verify` proves it, `rollback` restores what was there.",
        subcommands = {ContactsCommand.PlanCommand.class})
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
            return new Scope(Set.copyOf(types), units, accountIds(accounts));
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

    static List<AccountId> accountIds(List<String> written) {
        for (String account : written) {
            if (!AccountId.isOne(account.strip())) {
                throw ProblemException.usage(
                        "'" + account + "' is no account id.",
                        "An account id has twelve digits.",
                        "--account 111111111111");
            }
        }
        return written.stream().map(account -> new AccountId(account.strip())).toList();
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

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
        private CommandSpec spec;

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
            Wiring wiring = Wiring.ofOptional(context, spec);
            WantedContacts wanted = wiring.wantedContacts();
            try (AwsAccess aws = wiring.aws()) {
                Contacts contacts = wiring.contacts(aws, new Stop(wiring.clock()));
                Plan plan = contacts.plan(wanted, options.scope(), new ContactsProgressLine(terminal));
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
}
