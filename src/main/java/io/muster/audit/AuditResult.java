package io.muster.audit;

import io.muster.inventory.Organization;
import io.muster.problem.Problem;
import io.muster.state.Run;
import java.nio.file.Path;
import java.util.List;

/**
 * What came of an audit.
 *
 * @param run complete
 * @param report the folder of its report
 * @param warnings what a person may want to know
 */
public record AuditResult(Run run, Organization organization, Path report, List<Problem> warnings) {

    public AuditResult {
        warnings = List.copyOf(warnings);
    }
}
