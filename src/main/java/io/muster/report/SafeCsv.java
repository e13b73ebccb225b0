package io.muster.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * CSV (RFC 4180) that a spreadsheet does not take for formulas: a text that starts with {@code = + - @}, a tab or a line
 * break gets a leading apostrophe, as OWASP recommends. Numbers stay as they are.
 */
public final class SafeCsv {

    private final CSVPrinter printer;

    public SafeCsv(Writer writer, List<String> header) throws IOException {
        this.printer = new CSVPrinter(
                writer,
                CSVFormat.RFC4180
                        .builder()
                        .setHeader(header.toArray(String[]::new))
                        .get());
    }

    /** Writes one record; null is an empty cell. */
    public void record(Iterable<? extends @Nullable Object> values) throws IOException {
        List<@Nullable Object> cells = new ArrayList<>();
        for (Object value : values) {
            cells.add(value instanceof String text ? safe(text) : value);
        }
        printer.printRecord(cells);
    }

    static String safe(String text) {
        if (text.isEmpty()) {
            return text;
        }
        return switch (text.charAt(0)) {
            case '=', '+', '@', '\t', '\r', '\n' -> "'" + text;
            case '-' -> isNumber(text) ? text : "'" + text;
            default -> text;
        };
    }

    private static boolean isNumber(String text) {
        return text.matches("-[0-9]+(\\.[0-9]+)?");
    }
}
