package io.muster.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The YAML of a {@code METADATA} comment.
 *
 * @param yaml without the comment marks
 * @param lineOffset how many lines of the file stand before it
 */
record Header(String yaml, int lineOffset) {

    /** The block that starts the file, as a query has it. */
    static Optional<Header> atTop(List<String> lines, String mark) {
        return blocks(lines, mark).stream().findFirst().map(Block::header);
    }

    /** The block right above the line that starts with {@code keyword}, as a policy has it above its package. */
    static Optional<Header> above(List<String> lines, String mark, String keyword) {
        return blocks(lines, mark).stream()
                .filter(block ->
                        block.end < lines.size() && lines.get(block.end).startsWith(keyword))
                .findFirst()
                .map(Block::header);
    }

    private record Block(Header header, int end) {}

    private static List<Block> blocks(List<String> lines, String mark) {
        List<Block> blocks = new ArrayList<>();
        int line = 0;
        while (line < lines.size()) {
            if (!lines.get(line).strip().equals(mark + " METADATA")) {
                line++;
                continue;
            }
            int start = line + 1;
            StringBuilder yaml = new StringBuilder();
            line = start;
            while (line < lines.size() && lines.get(line).startsWith(mark)) {
                String text = lines.get(line).substring(mark.length());
                yaml.append(text.startsWith(" ") ? text.substring(1) : text).append('\n');
                line++;
            }
            blocks.add(new Block(new Header(yaml.toString(), start), line));
        }
        return blocks;
    }
}
