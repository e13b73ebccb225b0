package io.muster.connections;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import io.muster.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The connections of an organization: what Steampipe's file and the AWS profiles should say, and what they say now.
 *
 * <p>Names are made of ids, never of the accounts' names, which are neither unique nor stable. The same accounts give the
 * same bytes, so that Steampipe reloads only when something changed.
 */
public final class Connections {

    private static final Pattern DECLARED =
            Pattern.compile("(?m)^[ \\t]*connection[ \\t]+\"?([^\"\\s{]+)\"?[ \\t]*\\{");
    private static final Pattern PROFILE = Pattern.compile("(?m)^[ \\t]*\\[(?:profile[ \\t]+)?([^\\]\\r\\n]+)\\]");
    private static final Pattern BLOCK_COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern OWN_CONNECTION = Pattern.compile("connection \"aws_([0-9]{12})\" \\{");
    private static final String EVERY_REGION = "*";

    private final ConnectionOptions options;
    private final OwnLines steampipe;
    private final OwnLines profiles;
    private final Path steampipeFile;
    private final Path profilesFile;
    private final List<Candidate> connected;
    private final List<LeftOut> leftOut;

    /** An account without a connection, and why; the reason reads after "left out:". */
    public record LeftOut(Candidate account, String reason) {

        public LeftOut {
            requireNonNull(account, "account is null");
            requireNonNull(reason, "reason is null");
        }
    }

    /** What becomes of one account. */
    public enum Change {
        NEW,
        CHANGED,
        UNCHANGED,
        REMOVED
    }

    private Connections(
            ConnectionOptions options,
            Path steampipeFile,
            Path profilesFile,
            List<Candidate> connected,
            List<LeftOut> leftOut) {
        this.options = options;
        this.steampipeFile = steampipeFile;
        this.profilesFile = profilesFile;
        this.steampipe = OwnLines.read(steampipeFile);
        this.profiles = OwnLines.read(profilesFile);
        this.connected = List.copyOf(connected);
        this.leftOut = List.copyOf(leftOut);
    }

    /**
     * Plans the two files for these accounts, and changes nothing. {@link ProblemException} when the list of accounts is
     * empty or has none to connect, or when a name is taken by somebody else's line in any file that Steampipe loads.
     */
    public static Connections plan(
            ConnectionOptions options, List<Candidate> accounts, Path steampipeFile, Path profilesFile) {
        if (accounts.isEmpty()) {
            throw ProblemException.couldNotRun(
                    "There is no account to connect.",
                    "An organization has at least one, so this list is not complete.",
                    "ask as the management account or as a delegated administrator, or name a list with --accounts FILE");
        }
        List<Candidate> connected = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (Candidate account :
                accounts.stream().sorted(Comparator.comparing(Candidate::id)).toList()) {
            if (!account.isActive()) {
                leftOut.add(new LeftOut(account, "its state is " + account.state()));
            } else if (options.exclude().contains(account.id())) {
                leftOut.add(new LeftOut(account, "excluded"));
            } else if (!options.shard().holds(account.id())) {
                leftOut.add(new LeftOut(account, "belongs to another shard"));
            } else {
                connected.add(account);
            }
        }
        if (connected.isEmpty()) {
            throw ProblemException.couldNotRun(
                    "None of the " + accounts.size() + " accounts is to be connected.",
                    "They are suspended, excluded or of another shard.",
                    "leave out --exclude or --shard");
        }
        if (options.aggregator() == null && connected.size() >= ConnectionOptions.MOST_SCHEMAS) {
            throw ProblemException.usage(
                    connected.size() + " accounts are too many for a schema each.",
                    "Every schema has nearly 600 tables, which costs Steampipe memory and minutes to start.",
                    "leave out --schemas, or divide them among services with --shard 1/4");
        }
        Connections plan = new Connections(options, steampipeFile, profilesFile, connected, leftOut);
        plan.requireFreeNames();
        return plan;
    }

    private void requireFreeNames() {
        Problems problems = new Problems();
        Set<String> own = new HashSet<>();
        connected.forEach(account -> own.add(connection(account.id())));
        if (options.aggregator() != null) {
            own.add(options.aggregator());
        }
        declared(steampipe.foreign()).stream()
                .filter(own::contains)
                .forEach(name -> problems.error(taken(name, steampipeFile)));
        for (Path other : otherFiles()) {
            try {
                declared(Files.readString(other, StandardCharsets.ISO_8859_1)).stream()
                        .filter(own::contains)
                        .forEach(name -> problems.error(taken(name, other)));
            } catch (IOException e) {
                problems.error(Problem.of(
                        "'" + other + "' could not be read.", String.valueOf(e.getMessage()), "check its rights"));
            }
        }
        Set<String> named = new TreeSet<>();
        Matcher matcher = PROFILE.matcher(profiles.foreign());
        while (matcher.find()) {
            named.add(matcher.group(1).strip());
        }
        connected.stream()
                .filter(account -> !options.profiles().containsKey(account.id()))
                .map(account -> profile(account.id()))
                .filter(named::contains)
                .forEach(name -> problems.error(Problem.of(
                        "The profile '" + name + "' stands in '" + profilesFile + "' outside of Muster's lines.",
                        "Two profiles of one name would be read as one.",
                        "remove it, or use it with --profile ACCOUNT=" + name)));
        problems.throwIfAny(ProblemException.Kind.COULD_NOT_RUN);
    }

    private static Problem taken(String name, Path file) {
        return Problem.of(
                "The connection '" + name + "' stands in '" + file + "' outside of Muster's lines.",
                "Steampipe loads nothing at all when a name is there twice.",
                "remove that block, or name the aggregator otherwise: --aggregator NAME");
    }

    private static Set<String> declared(String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = DECLARED.matcher(BLOCK_COMMENT.matcher(text).replaceAll(""));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private List<Path> otherFiles() {
        Path folder = steampipeFile.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".spc"))
                    .filter(file -> !file.equals(steampipeFile.toAbsolutePath()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw ProblemException.couldNotRun(
                    "The folder '" + folder + "' could not be read.",
                    String.valueOf(e.getMessage()),
                    "check its rights",
                    e);
        }
    }

    // What the files should say

    private static String connection(AccountId id) {
        return "aws_" + id;
    }

    private String profile(AccountId id) {
        return options.profiles().getOrDefault(id, "muster_" + id);
    }

    /** The regions of an account; {@code *} asks Steampipe to find the enabled ones by itself. */
    public List<String> regions(Candidate account) {
        if (!options.regions().isEmpty()) {
            return options.regions();
        }
        return account.regions().isEmpty() ? List.of(EVERY_REGION) : account.regions();
    }

    private List<String> steampipeLines() {
        List<String> lines = new ArrayList<>();
        if (options.aggregator() != null) {
            lines.add("connection " + quoted(options.aggregator()) + " {");
            lines.add("  plugin      = \"aws\"");
            lines.add("  type        = \"aggregator\"");
            lines.add("  connections = [");
            connected.forEach(account -> lines.add("    " + quoted(connection(account.id())) + ","));
            lines.add("  ]");
            lines.add("}");
        }
        for (Candidate account : connected) {
            lines.addAll(steampipeBlock(account));
        }
        return lines;
    }

    private List<String> steampipeBlock(Candidate account) {
        List<String> lines = new ArrayList<>();
        lines.add("connection " + quoted(connection(account.id())) + " {" + remark(account));
        lines.add("  plugin         = \"aws\"");
        if (options.aggregator() != null) {
            lines.add("  import_schema  = \"disabled\"");
        }
        lines.add("  profile        = " + quoted(profile(account.id())));
        lines.add("  default_region = " + quoted(options.defaultRegion()));
        lines.add("  regions        = ["
                + String.join(
                        ", ", regions(account).stream().map(Connections::quoted).toList())
                + "]");
        lines.add("}");
        return lines;
    }

    /** The account's name for people: letters that would end the line or hide it are left out. */
    private static String remark(Candidate account) {
        String name = account.name()
                .codePoints()
                .filter(letter -> !Character.isISOControl(letter)
                        && Character.getType(letter) != Character.FORMAT
                        && Character.getType(letter) != Character.LINE_SEPARATOR
                        && Character.getType(letter) != Character.PARAGRAPH_SEPARATOR)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return name.isEmpty() ? "" : " # " + name;
    }

    private static String quoted(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("${", "$${")
                        .replace("%{", "%%{")
                + "\"";
    }

    private List<String> profileLines(boolean hidden) {
        List<String> lines = new ArrayList<>();
        for (Candidate account : connected) {
            if (!options.profiles().containsKey(account.id())) {
                lines.addAll(profileBlock(account, hidden));
            }
        }
        return lines;
    }

    private List<String> profileBlock(Candidate account, boolean hidden) {
        List<String> lines = new ArrayList<>();
        lines.add("[profile " + profile(account.id()) + "]");
        lines.add("role_arn = arn:" + options.partition() + ":iam::" + account.id() + ":role/" + options.role());
        lines.add(options.source().key() + " = " + options.source().value());
        if (options.externalId() != null) {
            lines.add("external_id = " + (hidden ? "…" : options.externalId().reveal()));
        }
        lines.add("role_session_name = steampipe");
        return lines;
    }

    // What changes

    /** The accounts that get a connection, ordered by id. */
    public List<Candidate> connected() {
        return connected;
    }

    /** The accounts that get none, with the reason. */
    public List<LeftOut> leftOut() {
        return leftOut;
    }

    /** Accounts that have one of Muster's connections now and will have none. */
    public List<AccountId> removed() {
        Set<AccountId> kept = new HashSet<>();
        connected.forEach(account -> kept.add(account.id()));
        return blocks(steampipe.own()).keySet().stream()
                .map(Connections::account)
                .filter(id -> id != null && !kept.contains(id))
                .toList();
    }

    private static @Nullable AccountId account(String header) {
        Matcher matcher = OWN_CONNECTION.matcher(header);
        return matcher.lookingAt() ? new AccountId(matcher.group(1)) : null;
    }

    public Change change(Candidate account) {
        List<String> wanted = steampipeBlock(account);
        List<String> found = blocks(steampipe.own())
                .getOrDefault("connection " + quoted(connection(account.id())) + " {", List.of());
        if (found.isEmpty()) {
            return Change.NEW;
        }
        boolean sameProfile = options.profiles().containsKey(account.id())
                || profileBlock(account, false)
                        .equals(blocks(profiles.own()).get("[profile " + profile(account.id()) + "]"));
        return found.equals(wanted) && sameProfile ? Change.UNCHANGED : Change.CHANGED;
    }

    /** Whether {@link #write} would change a file. */
    public boolean isUpToDate() {
        return steampipe.isSame(steampipeLines()) && profiles.isSame(profileLines(false));
    }

    /** What changes in the files, line by line, marked with + and -. External ids are not shown. */
    public List<String> difference() {
        List<String> lines = new ArrayList<>();
        difference(steampipeFile, steampipe.own(), steampipeLines(), lines);
        List<String> hidden = profiles.own().stream()
                .map(line -> line.startsWith("external_id = ") ? "external_id = …" : line)
                .toList();
        difference(profilesFile, hidden, profileLines(true), lines);
        return lines;
    }

    private static void difference(Path file, List<String> old, List<String> wanted, List<String> lines) {
        Map<String, List<String>> before = blocks(old);
        Map<String, List<String>> after = blocks(wanted);
        List<String> changes = new ArrayList<>();
        before.forEach((header, block) -> {
            if (!block.equals(after.get(header))) {
                if (after.containsKey(header)) {
                    changes.add(" " + header);
                }
                minus(block, after.getOrDefault(header, List.of()), "-", changes);
                minus(after.getOrDefault(header, List.of()), block, "+", changes);
            }
        });
        after.forEach((header, block) -> {
            if (!before.containsKey(header)) {
                block.forEach(line -> changes.add("+" + line));
            }
        });
        if (!changes.isEmpty()) {
            lines.add("--- " + file);
            lines.addAll(changes);
        }
    }

    private static void minus(List<String> block, List<String> other, String mark, List<String> changes) {
        Set<String> known = new HashSet<>(other);
        block.stream().filter(line -> !known.contains(line)).forEach(line -> changes.add(mark + line));
    }

    /** What names a block: the line that begins it, without the remark. */
    private static String header(String line) {
        int end = Math.max(line.indexOf('{'), line.indexOf(']'));
        return end < 0 ? line : line.substring(0, end + 1);
    }

    /** The lines in their blocks, by what names each. */
    private static Map<String, List<String>> blocks(List<String> lines) {
        Map<String, List<String>> blocks = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("connection ") || line.startsWith("[")) {
                current = new ArrayList<>();
                blocks.put(header(line), current);
            }
            current.add(line);
        }
        return blocks;
    }

    /**
     * Writes both files, the profiles first, so that Steampipe finds them when it sees the connections.
     *
     * @param mostRemoved how many connections may disappear; {@link ProblemException} when more would
     */
    public void write(int mostRemoved, Clock clock) {
        List<AccountId> removed = removed();
        if (removed.size() > mostRemoved) {
            throw ProblemException.couldNotRun(
                    removed.size() + " of the connections would disappear, more than " + mostRemoved + ".",
                    "A list of accounts that is not complete looks the same.",
                    "look at them with --diff, then allow it: --max-removed " + removed.size());
        }
        boolean onlyProfiles = steampipe.isSame(steampipeLines()) && !profiles.isSame(profileLines(false));
        profiles.write(profileLines(false));
        steampipe.write(steampipeLines());
        if (onlyProfiles) {
            // Steampipe keeps credentials for days and looks at its own files only.
            steampipe.touch(clock.instant());
        }
    }

    /** How many connections may disappear unless somebody says otherwise: one, or a tenth. */
    public int usualRemovals() {
        return Math.max(1, blocks(steampipe.own()).size() / 10);
    }
}
