package io.muster.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Columns aligned by spaces, as a terminal shows them; the last column is never padded. */
final class TextTable {

    private static final int NARROWEST = 12;

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

    /** No line is longer than this: cells of the widest columns go on below themselves. */
    List<String> lines(int width) {
        int[] widths = widths(width);
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            List<List<String>> cells = new ArrayList<>();
            int height = 1;
            for (int column = 0; column < widths.length; column++) {
                List<String> parts = wrapped(row.get(column), widths[column]);
                height = Math.max(height, parts.size());
                cells.add(parts);
            }
            for (int part = 0; part < height; part++) {
                StringBuilder line = new StringBuilder();
                for (int column = 0; column < widths.length; column++) {
                    String text =
                            part < cells.get(column).size() ? cells.get(column).get(part) : "";
                    line.append(text).append(" ".repeat(widths[column] - text.length() + 2));
                }
                lines.add(line.toString().stripTrailing());
            }
        }
        return lines;
    }

    /** As wide as the longest cell, or what is left when the widest have given way. */
    private int[] widths(int width) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        int room = width - 2 * (columns - 1);
        while (IntStream.of(widths).asLongStream().sum() > room) {
            int widest = IntStream.range(0, columns)
                    .reduce((a, b) -> widths[b] > widths[a] ? b : a)
                    .orElseThrow();
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    /** Breaks at spaces, and within a word only where it is longer than the column. */
    private static List<String> wrapped(String text, int width) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            if (space > 0) {
                parts.add(rest.substring(0, space));
                rest = rest.substring(space + 1);
            } else {
                parts.add(rest.substring(0, width));
                rest = rest.substring(width);
            }
        }
        parts.add(rest);
        return parts;
    }
}
