package io.muster.audit;

import io.muster.inventory.Organization;
import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import io.muster.state.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What came of an audit.
 *
 * @param run complete
 * @param report the folder of its report, or where that would be
 * @param warnings what a person may want to know
 * @param unwritten why there is no report; empty if there is one
 */
public record AuditResult(
        Run run, Organization organization, Path report, List<Problem> warnings, Optional<ProblemException> unwritten) {

    public AuditResult {
        warnings = List.copyOf(warnings);
    }
}
