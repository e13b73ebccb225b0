package io.muster.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns aligned by spaces, as a terminal shows them; the last column is never padded. */
final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... header) {
        rows.add(List.of(header));
    }

    void row(@Nullable Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell == null ? "" : clean(String.valueOf(cell)));
        }
        rows.add(row);
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    /** One cell is one line, whatever an account or a resource is called. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(code -> clean.appendCodePoint(Character.isISOControl(code) ? ' ' : code));
        return clean.toString();
    }

    List<String> lines() {
        return lines(Integer.MAX_VALUE);
    }

    /** No line is longer than this as far as spaces allow: a last column that is too long goes on below itself. */
    List<String> lines(int width) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns - 1; column++) {
                line.append(row.get(column))
                        .append(" ".repeat(widths[column] - row.get(column).length() + 2));
            }
            int indent = line.length();
            for (String part : wrapped(row.get(columns - 1), width - indent)) {
                lines.add(line.append(part).toString().stripTrailing());
                line = new StringBuilder(" ".repeat(indent));
            }
        }
        return lines;
    }

    private static List<String> wrapped(String text, int width) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', Math.max(width, 0));
            if (space < 0) {
                space = rest.indexOf(' ');
            }
            if (space < 0) {
                break;
            }
            parts.add(rest.substring(0, space));
            rest = rest.substring(space + 1);
        }
        parts.add(rest);
        return parts;
    }
}
