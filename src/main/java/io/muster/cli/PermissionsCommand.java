package io.muster.cli;

import io.muster.catalog.CheckSpec;
import io.muster.check.Expectations;
import io.muster.cli.CommandFactory.Context;
import io.muster.permissions.Grants;
import io.muster.permissions.ManagedPolicy;
import io.muster.permissions.Names;
import io.muster.permissions.Policy;
import io.muster.permissions.Purpose;
import io.muster.permissions.Templates;
import io.muster.problem.Nearest;
import io.muster.problem.ProblemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code muster permissions}: the least IAM policies. */
@Command(
        name = "permissions",
        description = {
            "Prints the least IAM policies for audit (the default), steampipe, contacts, drill, or the responders' own role,"
                    + " derived from the headers of the queries. It calls nothing and changes nothing.",
            "",
            "Examples:",
            "  muster permissions audit --format cloudformation > muster-audit.json",
            "  muster permissions --explain kms:DescribeKey"
        })
final class PermissionsCommand implements Callable<Integer> {

    /** The forms that {@code --format} knows. */
    enum Format {
        json,
        cloudformation,
        terraform,
        table
    }

    private final Context context;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PURPOSE",
            arity = "0..1",
            description = "audit, steampipe, contacts, drill or responder (default: audit).")
    private Purpose purpose = Purpose.AUDIT;

    @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: json).")
    private Format format = Format.json;

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            description = "Only the document of this policy, as `aws iam create-policy` takes it.")
    private @Nullable String policy;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Write each policy's document to FOLDER/NAME.json instead of printing.")
    private @Nullable Path out;

    @Option(
            names = "--beyond",
            paramLabel = "POLICY",
            description = "Leave out what SecurityAudit or ViewOnlyAccess allows already.")
    private @Nullable String beyond;

    @Option(
            names = "--explain",
            paramLabel = "ACTION",
            description = "Say which queries and checks need an action, and what is unknown without it.")
    private @Nullable String action;

    @Option(
            names = "--organization",
            paramLabel = "ID",
            description = "Narrow to this organization, such as o-abcd123456.")
    private @Nullable String organization;

    @Option(names = "--partition", paramLabel = "NAME", description = "aws, aws-cn or aws-us-gov (default: aws).")
    private String partition = "aws";

    @Option(
            names = "--contact-type",
            paramLabel = "TYPE",
            description = "SECURITY, OPERATIONS or BILLING; may be repeated (default: SECURITY).")
    private List<String> contactTypes = List.of("SECURITY");

    @Option(names = "--external-id", description = "Trust asks for an external id.")
    private boolean externalId;

    PermissionsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Configuration configuration = Configuration.loadOrEmpty(context);
        ManagedPolicy managed = managed();
        Grants grants = new Grants(Home.pack(configuration.packs()), names(configuration), managed);
        if (action != null) {
            return explain(grants, action);
        }
        List<String> revealing = grants.revealing(purpose);
        if (!revealing.isEmpty() && purpose != Purpose.RESPONDER) {
            context.terminal()
                    .say("These actions show more than configuration (code, user data): " + String.join(", ", revealing)
                            + ".\nTry: muster permissions --explain " + revealing.get(0));
        }
        if (out != null) {
            write(grants, out);
        } else if (policy != null) {
            context.terminal().print(chosen(grants, policy).document());
        } else {
            print(grants, managed);
        }
        return ExitCode.DONE;
    }

    private @Nullable ManagedPolicy managed() {
        if (beyond == null) {
            return null;
        }
        String name = beyond;
        return Arrays.stream(ManagedPolicy.values())
                .filter(candidate -> candidate.title().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.usage(
                        "'" + name + "' is no policy that '--beyond' knows.",
                        Nearest.suggestion(
                                name,
                                Arrays.stream(ManagedPolicy.values())
                                        .map(ManagedPolicy::title)
                                        .toList()),
                        "--beyond SecurityAudit, or --beyond ViewOnlyAccess"));
    }

    private Names names(Configuration configuration) {
        require("--organization", organization, Names.ORGANIZATION, "--organization o-abcd123456");
        require("--partition", partition, Names.PARTITION, "--partition aws-us-gov");
        List<String> types = contactTypes.stream()
                .map(type -> type.toUpperCase(Locale.ROOT))
                .distinct()
                .sorted()
                .toList();
        for (String type : types) {
            if (!List.of("BILLING", "OPERATIONS", "SECURITY").contains(type)) {
                throw ProblemException.usage(
                        "'" + type + "' is no type of contact.", "", "--contact-type SECURITY, OPERATIONS or BILLING");
            }
        }
        Expectations expectations = configuration.expectations();
        String role = configuration.aws().role();
        if (role == null) {
            role = expectations.auditRole() == null ? Names.AUDIT_ROLE : expectations.auditRole();
        }
        return new Names(
                partition,
                role,
                responder(configuration),
                Optional.ofNullable(expectations.securityAccount())
                        .map(Object::toString)
                        .orElse(null),
                organization,
                types,
                externalId || configuration.aws().externalId() != null);
    }

    /** The responders' role without its path. */
    private static String responder(Configuration configuration) {
        String role = configuration.drill().role();
        if (role != null) {
            return role.substring(role.lastIndexOf('/') + 1);
        }
        return configuration.expectations().responderRole() == null
                ? Names.RESPONDER_ROLE
                : configuration.expectations().responderRole().name();
    }

    private static void require(
            String option, @Nullable String value, java.util.regex.Pattern pattern, String example) {
        if (value != null && !pattern.matcher(value).matches()) {
            throw ProblemException.usage(
                    "'" + option + "' is '" + value + "', which does not look like one.", "", example);
        }
    }

    private int explain(Grants grants, String name) {
        List<Grants.Use> uses = grants.explain(name);
        if (uses.isEmpty()) {
            throw ProblemException.usage(
                    "No query needs '" + name + "'.",
                    Nearest.suggestion(name, grants.actions()),
                    "muster permissions audit --format table");
        }
        Listing listing = new Listing("action", "query", "check", "severity", "requirements", "without_it");
        for (Grants.Use use : uses) {
            String query = use.query().id().value();
            if (use.checks().isEmpty()) {
                listing.row(name, query, null, null, null, "the table '" + query + "' is not collected");
            }
            for (CheckSpec check : use.checks()) {
                listing.row(
                        name, query, check.id(), check.severity().word(), check.requirements(), "the check is unknown");
            }
        }
        listing.print(
                format == Format.json && spec.commandLine().getParseResult().hasMatchedOption("--format")
                        ? Listing.Format.json
                        : Listing.Format.table,
                context.terminal().out());
        return ExitCode.DONE;
    }

    private Policy chosen(Grants grants, String name) {
        List<Policy> policies = grants.policies(purpose);
        return policies.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.usage(
                        "There is no policy '" + name + "' for " + purpose.word() + ".",
                        Nearest.suggestion(
                                name, policies.stream().map(Policy::name).toList()),
                        "--policy " + policies.get(0).name()));
    }

    private void write(Grants grants, Path folder) {
        for (Policy one : grants.policies(purpose)) {
            Path file = folder.resolve(one.name() + ".json");
            WholeFile.write(file, one.document() + "\n");
            context.terminal().print(file + "  for " + one.attachTo());
        }
    }

    private void print(Grants grants, @Nullable ManagedPolicy managed) {
        Templates templates = new Templates(grants, managed);
        switch (format) {
            case json -> context.terminal().print(templates.json(purpose));
            case cloudformation -> context.terminal().print(templates.cloudFormation(purpose));
            case terraform -> context.terminal().print(templates.terraform(purpose));
            case table -> table(grants);
        }
    }

    private void table(Grants grants) {
        Listing listing = new Listing("policy", "action", "queries", "checks", "attach_to");
        for (Policy one : grants.policies(purpose)) {
            for (String allowed : one.allowed()) {
                List<Grants.Use> uses = grants.explain(allowed);
                listing.row(
                        one.name(),
                        allowed,
                        uses.stream().map(use -> use.query().id().value()).collect(Collectors.joining(" ")),
                        uses.stream()
                                .flatMap(use -> use.checks().stream())
                                .distinct()
                                .count(),
                        one.attachTo());
            }
        }
        listing.print(Listing.Format.table, context.terminal().out());
    }
}
