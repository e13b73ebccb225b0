package io.muster.catalog;

import io.muster.finding.CheckId;
import io.muster.inventory.QueryId;
import io.muster.problem.FileFailure;
import io.muster.problem.Nearest;
import io.muster.problem.Problem;
import io.muster.problem.Problems;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the queries and checks below one or more folders.
 *
 * <p>Each folder holds {@code checks/<area>/<id>/<id>.rego}, {@code checks/playbooks/<id>.yaml} and
 * {@code inventory-queries/<service>/<what>.sql} (or {@code .api.yaml}, {@code .siem.yaml}, {@code .record.yaml}), any of which may be
 * missing. A file of a later folder replaces the one of the same id of an
 * earlier folder. Everything wrong is collected with file and line; what is wrong is left out of the pack.
 */
public final class PackLoader {

    /** The queries that the universe of a run rests on; no check need read them. */
    public static final Set<String> UNIVERSE =
            Set.of("organizations_accounts", "account_regions", "account_organization");

    /** The queries that tell where an account stands in the organization, which what Muster notes may depend on. */
    static final Set<String> PLACES = Set.of("organizations_organizational_units");

    private static final String TESTS = "_test.rego";
    private static final List<String> SUFFIXES = List.of(".sql", ".api.yaml", ".siem.yaml", ".record.yaml");

    private final Problems problems;
    private final QueryReader queryReader;
    private final CheckReader checkReader;
    private final Map<QueryId, QuerySpec> queries = new TreeMap<>();
    private final Map<CheckId, CheckSpec> checks = new TreeMap<>();
    private final Map<String, Pack.PolicyFile> policies = new TreeMap<>();
    private final Set<String> brokenQueries = new HashSet<>();
    private final PlaybookReader playbooks;

    private PackLoader(Problems problems) {
        this.problems = problems;
        this.queryReader = new QueryReader(steampipeTables(), problems);
        this.checkReader = new CheckReader(problems);
        this.playbooks = new PlaybookReader(problems);
    }

    /** The pack below {@code folders}, and its problems. */
    public static Pack load(List<Path> folders, Problems problems) {
        PackLoader loader = new PackLoader(problems);
        folders.forEach(loader::readFolder);
        loader.requireReferences();
        return new Pack(
                List.copyOf(loader.queries.values()),
                List.copyOf(loader.checks.values()),
                List.copyOf(loader.policies.values()),
                loader.playbooks.finish(loader.checks.values()));
    }

    private void readFolder(Path folder) {
        Path queryFolder = folder.resolve("inventory-queries");
        Path checkFolder = folder.resolve("checks");
        if (!Files.isDirectory(queryFolder) && !Files.isDirectory(checkFolder)) {
            problems.error(Problem.of(
                    "The pack '" + folder + "' has neither 'checks' nor 'inventory-queries'.",
                    "",
                    "name a folder that holds one of the two"));
            return;
        }
        Set<QueryId> queriesHere = new HashSet<>();
        for (Path file : files(queryFolder)) {
            readQuery(queryFolder, file, queriesHere);
        }
        playbooks.readCatalogue(checkFolder.resolve("catalogue.yaml"));
        files(checkFolder.resolve("playbooks")).forEach(playbooks::read);
        Map<CheckId, String> checksHere = new HashMap<>();
        for (Path file : files(checkFolder)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".rego") && !name.endsWith(TESTS)) {
                readPolicy(folder, checkFolder, file, checksHere);
            }
        }
    }

    private void readQuery(Path queryFolder, Path file, Set<QueryId> here) {
        String path = slashed(queryFolder.relativize(file));
        String suffix = SUFFIXES.stream().filter(path::endsWith).findFirst().orElse("");
        if (suffix.isEmpty()) {
            return;
        }
        String place = file.toString();
        String name = path.substring(0, path.length() - suffix.length())
                .replace('/', '_')
                .replace('-', '_');
        QueryId id;
        try {
            id = new QueryId(name);
        } catch (IllegalArgumentException e) {
            problems.error(Problem.of(
                            "The name of the query has letters that an id cannot have.",
                            "",
                            "use lower-case letters, digits and _ in the path")
                    .at(place, 0));
            return;
        }
        if (!here.add(id)) {
            problems.error(Problem.of("Two files make the query '" + id + "'.", "", "rename one of them")
                    .at(place, 0));
            return;
        }
        Optional<QuerySpec> spec = text(file).flatMap(text -> switch (suffix) {
            case ".sql" -> queryReader.readSql(id, place, text);
            case ".api.yaml" -> queryReader.readApi(id, place, text);
            case ".siem.yaml" -> queryReader.readSiem(id, place, text);
            default -> queryReader.readRecord(id, place, text);
        });
        if (spec.isPresent()) {
            queries.put(id, spec.get());
        } else {
            brokenQueries.add(id.value());
        }
    }

    private void readPolicy(Path folder, Path checkFolder, Path file, Map<CheckId, String> here) {
        Path relative = checkFolder.relativize(file);
        String area = relative.getName(0).toString();
        String path = slashed(folder.relativize(file));
        if (area.equals("lib")) {
            policies.put(path, new Pack.PolicyFile(path, file));
            return;
        }
        String place = file.toString();
        String fileName = file.getFileName().toString();
        String name = fileName.substring(0, fileName.length() - ".rego".length());
        if (relative.getNameCount() != 3 || !relative.getName(1).toString().equals(name)) {
            problems.error(Problem.of(
                            "A check stands in a folder of its own name.",
                            "",
                            "move it to checks/<area>/" + name + "/" + name + ".rego")
                    .at(place, 0));
            return;
        }
        CheckId id;
        try {
            id = new CheckId(name);
        } catch (IllegalArgumentException e) {
            problems.error(Problem.of("'" + name + "' is no id of a check.", "", "use lower-case letters, digits and _")
                    .at(place, 0));
            return;
        }
        String other = here.putIfAbsent(id, place);
        if (other != null) {
            problems.error(
                    Problem.of("The check '" + id + "' stands also in '" + other + "'.", "", "rename one of them")
                            .at(place, 0));
            return;
        }
        text(file)
                .flatMap(text -> checkReader.read(area, id, file, place, text))
                .ifPresent(spec -> {
                    CheckSpec replaced = checks.put(id, spec);
                    if (replaced != null) {
                        policies.remove("checks/" + replaced.area() + "/" + id + "/" + id + ".rego");
                    }
                    policies.put(path, new Pack.PolicyFile(path, file));
                });
    }

    private void requireReferences() {
        Set<String> names =
                queries.keySet().stream().map(QueryId::value).collect(Collectors.toCollection(TreeSet::new));
        Set<QueryId> read = new HashSet<>();
        Map<String, CheckId> aliases = new HashMap<>();
        for (CheckSpec check : checks.values()) {
            for (QueryId query : check.inventory()) {
                read.add(query);
                requireQuery(query, check.place(), "The check reads", names);
            }
            for (String alias : check.aliases()) {
                CheckId other = aliases.putIfAbsent(alias, check.id());
                if (other != null
                        || checks.keySet().stream().anyMatch(id -> id.value().equals(alias))) {
                    problems.error(Problem.of(
                                    "The alias '" + alias + "' is the name of another check.",
                                    "",
                                    "an id is never reused")
                            .at(check.place().file(), check.place().line()));
                }
            }
        }
        for (QuerySpec query : queries.values()) {
            if (query.api() != null && query.api().forEach() != null) {
                QueryId parent = Objects.requireNonNull(query.api().forEach()).query();
                read.add(parent);
                requireQuery(parent, query.place(), "The operation is asked for each row of", names);
            }
        }
        for (QuerySpec query : queries.values()) {
            boolean forPeople = query.inventory() || query.asset() != null;
            if (!forPeople
                    && !read.contains(query.id())
                    && !UNIVERSE.contains(query.id().value())) {
                problems.error(Problem.of(
                                "Nobody reads the query '" + query.id() + "'.",
                                "",
                                "name it in the 'inventory' of a check, or say `inventory: true` for a table for people")
                        .at(query.place().file(), query.place().line()));
            }
        }
    }

    private void requireQuery(QueryId query, Problem.Place place, String what, Set<String> names) {
        if (!names.contains(query.value()) && !brokenQueries.contains(query.value())) {
            problems.error(Problem.of(
                            what + " '" + query + "', which is no query.", Nearest.suggestion(query.value(), names), "")
                    .at(place.file(), place.line()));
        }
    }

    private List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().collect(Collectors.toCollection(ArrayList::new));
        } catch (IOException | UncheckedIOException e) {
            problems.error(Problem.of(
                    "The folder '" + folder + "' could not be read.",
                    String.valueOf(e.getMessage()),
                    "check its rights"));
            return List.of();
        }
    }

    private Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            problems.error(Problem.of(
                            "The file could not be read.", FileFailure.why(e), "save it as UTF-8 and check its rights")
                    .at(file.toString(), 0));
            return Optional.empty();
        }
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }

    private static Set<String> steampipeTables() {
        InputStream list = Objects.requireNonNull(
                PackLoader.class.getResourceAsStream("steampipe-aws-tables.txt"), "the list of tables is in the jar");
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return reader.lines().collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
