package io.muster.connections;

import io.muster.finding.AccountId;
import io.muster.problem.FileFailure;
import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import io.muster.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads the accounts from a CSV file with the columns {@code id} (or {@code account_id}), {@code name}, {@code state} (or
 * {@code status}) and {@code regions} (separated by spaces); all but the first may be missing.
 */
public final class AccountsFile {

    private static final String MARK_OF_EXCEL = "\uFEFF";

    private AccountsFile() {}

    /** The accounts in the order of the file; every bad line is a problem, reported with all others. */
    public static List<Candidate> read(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw ProblemException.usage(
                    "The accounts in '" + file + "' could not be read.",
                    FileFailure.why(e),
                    "save it as UTF-8 and check its rights");
        }
        return parse(text.startsWith(MARK_OF_EXCEL) ? text.substring(1) : text, file.toString());
    }

    static List<Candidate> parse(String text, String file) {
        Problems problems = new Problems();
        List<Candidate> accounts = new ArrayList<>();
        Set<AccountId> seen = new HashSet<>();
        try (CSVParser parser = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreHeaderCase(true)
                .setTrim(true)
                .get()
                .parse(new java.io.StringReader(text))) {
            if (first(parser, "id", "account_id").isEmpty()) {
                throw ProblemException.usage(
                        "'" + file + "' has no column 'id'.",
                        "Its first line is read as the names of the columns.",
                        "id,name,state");
            }
            for (CSVRecord record : parser) {
                int line = (int) parser.getCurrentLineNumber();
                String id = value(parser, record, "id", "account_id");
                // Programs for tables drop leading zeros.
                String whole = id.matches("[0-9]{1,11}") ? "0".repeat(12 - id.length()) + id : id;
                if (!AccountId.isOne(whole)) {
                    problems.error(Problem.of("'" + id + "' is no id of an account.", "", "twelve digits")
                            .at(file, line));
                    continue;
                }
                if (!seen.add(new AccountId(whole))) {
                    problems.error(
                            Problem.of("The account " + whole + " stands there twice.", "", "keep one of the two")
                                    .at(file, line));
                    continue;
                }
                accounts.add(new Candidate(
                        new AccountId(whole),
                        value(parser, record, "name", "account_name"),
                        value(parser, record, "state", "status").toUpperCase(Locale.ROOT),
                        Arrays.stream(value(parser, record, "regions", "region").split("[\\s;,]+"))
                                .filter(region -> !region.isEmpty())
                                .toList()));
            }
        } catch (IOException | IllegalArgumentException | java.io.UncheckedIOException e) {
            throw ProblemException.usage(
                    "'" + file + "' is no CSV file.", String.valueOf(e.getMessage()), "id,name,state");
        }
        problems.throwIfAny(ProblemException.Kind.USAGE);
        return List.copyOf(accounts);
    }

    private static String value(CSVParser parser, CSVRecord record, String... names) {
        String name = first(parser, names);
        return name.isEmpty() || !record.isSet(name) ? "" : record.get(name);
    }

    private static String first(CSVParser parser, String... names) {
        return Arrays.stream(names)
                .filter(name -> parser.getHeaderMap().containsKey(name))
                .findFirst()
                .orElse("");
    }
}
