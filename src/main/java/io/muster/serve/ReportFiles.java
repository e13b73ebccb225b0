package io.muster.serve;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Hands out the files of reports, and nothing else of the disk. */
final class ReportFiles {

    static final String LATEST = "latest";

    private static final String PAGE = "index.html";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "csv", "text/csv; charset=utf-8",
            "json", Json.TYPE,
            "md", "text/markdown; charset=utf-8");

    private final Path directory;

    ReportFiles(Path directory) {
        this.directory = directory;
    }

    /** Whether this process has a report to show. */
    boolean hasLatest() {
        return Files.isRegularFile(directory.resolve(LATEST).resolve(PAGE));
    }

    /** {@code GET /reports/{folder}}: its page. */
    void page(Context context) {
        context.redirect("/reports/" + context.pathParam("folder") + "/" + PAGE);
    }

    /** {@code GET /reports/{folder}/<file>}. */
    void file(Context context) throws IOException {
        Parameters.of(context);
        Path file = directory.resolve(requireName(context.pathParam("folder")));
        for (String name : context.pathParam("file").split("/", -1)) {
            file = file.resolve(requireName(name));
        }
        String name = file.toString();
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        if (type == null || !isInside(file)) {
            throw unknown();
        }
        // A page of its own: whatever an account is called, its script could not use what the browser knows of this
        // one.
        context.header(
                "Content-Security-Policy",
                "sandbox allow-scripts allow-popups; default-src 'none'; style-src 'unsafe-inline';"
                        + " script-src 'unsafe-inline'; img-src data:");
        context.contentType(type).result(Files.newInputStream(file));
    }

    private static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw unknown();
        }
        return name;
    }

    /** {@code latest} is a link within the directory; a link that leads out of it is none of ours. */
    private boolean isInside(Path file) throws IOException {
        return Files.isRegularFile(file) && file.toRealPath().startsWith(directory.toRealPath());
    }

    private static Refusal unknown() {
        return Refusal.of(404, "There is no such report on this machine.", "", "/ has a link to the newest one");
    }
}
