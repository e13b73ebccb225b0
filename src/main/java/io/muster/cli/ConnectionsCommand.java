package io.muster.cli;

import io.muster.cli.CommandFactory.Context;
import io.muster.connections.AccountsFile;
import io.muster.connections.Candidate;
import io.muster.connections.ConnectionOptions;
import io.muster.connections.ConnectionOptions.Shard;
import io.muster.connections.ConnectionOptions.Source;
import io.muster.connections.Connections;
import io.muster.finding.AccountId;
import io.muster.permissions.Names;
import io.muster.problem.ProblemException;
import io.muster.remediate.aws.AwsAccess;
import io.muster.remediate.aws.AwsFailure;
import io.muster.remediate.aws.Calls;
import io.muster.remediate.aws.Member;
import io.muster.remediate.aws.Organization;
import io.muster.remediate.aws.Stop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster connections}: Steampipe's connections and the AWS profiles behind them. */
@Command(
        name = "connections",
        description = {
            "Writes a Steampipe connection for each active account of the organization, an aggregator over them, and the AWS"
                    + " profiles that they use. Only lines between '# muster:begin' and '# muster:end' are ever changed.",
            "",
            "Example: muster connections --source-profile security --diff"
        })
final class ConnectionsCommand implements Callable<Integer> {

    private static final Pattern SHARD = Pattern.compile("([1-9][0-9]{0,3})/([1-9][0-9]{0,3})");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.@+=,/-]+");
    private static final Set<String> PLACES = Set.of("Ec2InstanceMetadata", "EcsContainer", "Environment");

    private final Context context;

    @Option(
            names = "--accounts",
            paramLabel = "FILE",
            description = "Take the accounts from a CSV file (id,name,state,regions) instead of AWS Organizations.")
    private @Nullable Path accounts;

    @Option(
            names = "--spc",
            paramLabel = "FILE",
            description = "Steampipe's file (default: ~/.steampipe/config/aws.spc).")
    private @Nullable Path steampipeFile;

    @Option(
            names = "--profiles",
            paramLabel = "FILE",
            description = "The AWS configuration (default: $AWS_CONFIG_FILE, else ~/.aws/config).")
    private @Nullable Path profilesFile;

    @Option(names = "--role", paramLabel = "NAME", description = "Assumed in each account (default: aws.role).")
    private @Nullable String role;

    @Option(
            names = "--source-profile",
            paramLabel = "NAME",
            description = "The profile whose credentials assume the role (default: default).")
    private @Nullable String sourceProfile;

    @Option(
            names = "--credential-source",
            paramLabel = "PLACE",
            description = "Ec2InstanceMetadata, EcsContainer or Environment, instead of a profile.")
    private @Nullable String credentialSource;

    @Option(
            names = "--profile",
            paramLabel = "ACCOUNT=NAME",
            description = "Use this profile for an account, as it is; may be repeated.")
    private Map<String, String> ownProfiles = new LinkedHashMap<>();

    @Option(
            names = "--aggregator",
            paramLabel = "NAME",
            description = "Its name (default: steampipe.aggregator, else muster).")
    private @Nullable String aggregator;

    @Option(names = "--schemas", description = "A schema for each connection and no aggregator; below 60 accounts.")
    private boolean schemas;

    @Option(
            names = "--regions",
            paramLabel = "NAME",
            split = ",",
            description = "These regions for every account (default: those that are enabled in each).")
    private List<String> regions = List.of();

    @Option(names = "--exclude", paramLabel = "ACCOUNT", split = ",", description = "Leave these accounts out.")
    private List<String> exclude = List.of();

    @Option(
            names = "--shard",
            paramLabel = "N/OF",
            description = "Only the accounts of one of several Steampipe services, such as 1/4.")
    private @Nullable String shard;

    @Option(names = "--partition", paramLabel = "NAME", description = "aws, aws-cn or aws-us-gov (default: aws).")
    private String partition = "aws";

    @Option(names = "--check", description = "Change nothing; exit with 3 if something would change.")
    private boolean check;

    @Option(names = "--diff", description = "Change nothing; show the lines that would.")
    private boolean diff;

    @Option(
            names = "--max-removed",
            paramLabel = "N",
            description = "How many connections may disappear (default: one, or a tenth).")
    private @Nullable Integer mostRemoved;

    @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: table).")
    private Listing.Format format = Listing.Format.table;

    ConnectionsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        Wiring wiring = Wiring.ofOptional(context);
        ConnectionOptions options = options(wiring.configuration());
        Path home = Path.of(context.environment().getOrDefault("HOME", System.getProperty("user.home")));
        Path steampipe = steampipeFile == null ? home.resolve(".steampipe/config/aws.spc") : steampipeFile;
        String configured = context.environment().get("AWS_CONFIG_FILE");
        Path standard = configured == null ? home.resolve(".aws/config") : Path.of(configured);
        List<Candidate> candidates = accounts == null ? organization(wiring, options) : AccountsFile.read(accounts);
        Connections connections =
                Connections.plan(options, candidates, steampipe, profilesFile == null ? standard : profilesFile);
        if (diff) {
            connections.difference().forEach(context.terminal()::print);
        } else {
            list(connections);
        }
        if (check || diff) {
            return check && !connections.isUpToDate() ? ExitCode.FAILED : ExitCode.DONE;
        }
        connections.write(mostRemoved == null ? connections.usualRemovals() : mostRemoved, wiring.clock());
        context.terminal()
                .say(connections.connected().size() + " accounts are connected, "
                        + connections.leftOut().size()
                        + " are left out. Running sessions of Steampipe see new connections"
                        + " when they are opened again.");
        return ExitCode.DONE;
    }

    /** The accounts as AWS Organizations names them, each with its enabled regions if those are wanted. */
    private List<Candidate> organization(Wiring wiring, ConnectionOptions options) throws InterruptedException {
        Stop stop = new Stop(wiring.clock());
        Calls calls = new Calls(
                wiring.clock(), stop, () -> ThreadLocalRandom.current().nextDouble());
        try (AwsAccess aws = wiring.aws()) {
            Organization organization = Organization.ask(aws, calls, wiring.clock(), stop);
            List<Candidate> candidates = new ArrayList<>();
            List<String> unknown = new ArrayList<>();
            AwsFailure why = null;
            for (Member member : organization.members()) {
                List<String> enabled = List.of();
                if (options.regions().isEmpty()
                        && member.isActive()
                        && !options.exclude().contains(member.id())) {
                    try {
                        enabled = organization.regions(member);
                    } catch (AwsFailure e) {
                        unknown.add(member.id().value());
                        why = e;
                    }
                }
                candidates.add(new Candidate(member.id(), member.name(), member.state(), enabled));
            }
            if (why != null) {
                context.terminal()
                        .say("Warning: the enabled regions of " + unknown.size()
                                + " accounts could not be read, first " + unknown.get(0) + ": " + why.getMessage()
                                + ". Steampipe finds them by itself there (regions = [\"*\"]).\n"
                                + "Try: allow account:ListRegions, or name them: --regions us-east-1,eu-west-1");
            }
            return candidates;
        }
    }

    private ConnectionOptions options(Configuration configuration) {
        String assumed = role == null ? configuration.aws().role() : role;
        if (assumed == null) {
            assumed = configuration.expectations().auditRole();
        }
        return new ConnectionOptions(
                matching("--partition", partition, Names.PARTITION),
                matching("--role", assumed == null ? Names.AUDIT_ROLE : assumed, PLAIN),
                configuration.aws().externalId(),
                source(),
                schemas ? null : aggregator(configuration),
                regions.stream()
                        .map(region -> matching("--regions", region, PLAIN))
                        .sorted()
                        .distinct()
                        .toList(),
                configuration.aws().region(),
                accountIds("--exclude", exclude),
                profiles(),
                shard());
    }

    private Source source() {
        if (sourceProfile != null && credentialSource != null) {
            throw ProblemException.usage(
                    "'--source-profile' and '--credential-source' exclude each other.",
                    "AWS refuses a profile that has both.",
                    "leave one out");
        }
        if (credentialSource != null) {
            if (!PLACES.contains(credentialSource)) {
                throw ProblemException.usage(
                        "'--credential-source' is '" + credentialSource + "', which AWS does not know.",
                        "",
                        "--credential-source Ec2InstanceMetadata, EcsContainer or Environment");
            }
            return Source.place(credentialSource);
        }
        return Source.profile(matching("--source-profile", sourceProfile == null ? "default" : sourceProfile, PLAIN));
    }

    private String aggregator(Configuration configuration) {
        String named = aggregator == null ? configuration.steampipe().aggregator() : aggregator;
        String name = named == null ? ConnectionOptions.AGGREGATOR : named;
        if (!ConnectionOptions.NAME.matcher(name).matches()
                || name.equals("public")
                || name.startsWith("pg_")
                || name.startsWith("steampipe_")) {
            throw ProblemException.usage(
                    "'" + name + "' is no name for a connection.",
                    "Steampipe refuses all connections when one has a name that it does not take.",
                    "lower-case letters, digits and _, such as --aggregator "
                            + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_"));
        }
        return name;
    }

    private Map<AccountId, String> profiles() {
        Map<AccountId, String> profiles = new LinkedHashMap<>();
        ownProfiles.forEach((account, profile) ->
                profiles.put(accountId("--profile", account), matching("--profile", profile, PLAIN)));
        return profiles;
    }

    private Shard shard() {
        if (shard == null) {
            return Shard.ALL;
        }
        Matcher matcher = SHARD.matcher(shard);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > Integer.parseInt(matcher.group(2))) {
            throw ProblemException.usage("'--shard' is '" + shard + "'.", "It names one of several.", "--shard 1/4");
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    private static Set<AccountId> accountIds(String option, List<String> values) {
        Set<AccountId> ids = new LinkedHashSet<>();
        values.forEach(value -> ids.add(accountId(option, value)));
        return ids;
    }

    private static AccountId accountId(String option, String value) {
        if (!AccountId.isOne(value)) {
            throw ProblemException.usage(
                    "'" + option + "' names '" + value + "', which is no id of an account.", "", "twelve digits");
        }
        return new AccountId(value);
    }

    private static String matching(String option, String value, Pattern pattern) {
        if (!pattern.matcher(value).matches()) {
            throw ProblemException.usage(
                    "'" + option + "' is '" + value + "', which cannot stand in the files.", "", "letters and digits");
        }
        return value;
    }

    private void list(Connections connections) {
        Listing listing = new Listing("account_id", "account_name", "connection", "regions", "change", "why");
        for (Candidate account : connections.connected()) {
            listing.row(
                    account.id(),
                    account.name(),
                    "aws_" + account.id(),
                    connections.regions(account),
                    connections.change(account).name().toLowerCase(Locale.ROOT),
                    null);
        }
        connections
                .leftOut()
                .forEach(left -> listing.row(
                        left.account().id(), left.account().name(), null, List.of(), "left-out", left.reason()));
        connections
                .removed()
                .forEach(id ->
                        listing.row(id, null, "aws_" + id, List.of(), "removed", "it is not to be connected now"));
        listing.print(format, context.terminal().out());
    }
}
