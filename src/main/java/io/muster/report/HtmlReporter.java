package io.muster.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateException;
import gg.jte.output.WriterOutput;
import io.muster.state.Run;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes {@code index.html}: one page that needs nothing but itself. */
final class HtmlReporter implements Reporter {

    private final TemplateEngine pages = TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlReporter.class.getClassLoader(), "io.muster.pages");

    @Override
    public void write(Run run, ReportModel model, Path folder) throws IOException {
        try (BufferedWriter writer = TextFile.create(folder.resolve("index.html"))) {
            pages.render("report.jte", Map.of("model", model), new WriterOutput(writer));
        } catch (TemplateException | UncheckedIOException e) {
            throw disk(e);
        }
    }

    /** A page that cannot be written is no bug of the page. */
    private static IOException disk(RuntimeException e) {
        Throwable cause = e;
        while (cause != null) {
            if (cause instanceof IOException disk) {
                return disk;
            }
            cause = cause.getCause();
        }
        throw e;
    }
}
