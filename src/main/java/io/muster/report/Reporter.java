package io.muster.report;

import io.muster.state.Run;
import java.io.IOException;
import java.nio.file.Path;

/** Writes one form of a report into a folder. */
interface Reporter {

    /** Writes the files; what is big is streamed from the state. */
    void write(Run run, ReportModel model, Path folder) throws IOException;
}
