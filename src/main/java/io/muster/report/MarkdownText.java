package io.muster.report;

/** Text inside Markdown: nothing in a name may become a heading, a link or a column. */
final class MarkdownText {

    private MarkdownText() {}

    static String cell(String text) {
        StringBuilder cell = new StringBuilder(text.length());
        text.codePoints().forEach(code -> {
            if (Character.isISOControl(code)) {
                cell.append(' ');
            } else if ("\\`*_[]<>|#".indexOf(code) >= 0) {
                cell.append('\\').appendCodePoint(code);
            } else {
                cell.appendCodePoint(code);
            }
        });
        return cell.toString();
    }
}
