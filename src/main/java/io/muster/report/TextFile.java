package io.muster.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of text, in UTF-8 whatever the text: half a surrogate pair, which JSON may hold, becomes a question mark. */
final class TextFile {

    private TextFile() {}

    static BufferedWriter create(Path file) throws IOException {
        return new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8));
    }
}
