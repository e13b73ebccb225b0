package io.muster.problem;

import java.util.ArrayList;
import java.util.List;

/** Collects problems so that all of them are reported at once. Not safe for use by several threads. */
public final class Problems {

    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    public void error(Problem problem) {
        errors.add(problem);
    }

    public void warning(Problem problem) {
        warnings.add(problem);
    }

    public List<Problem> errors() {
        return List.copyOf(errors);
    }

    public List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    public boolean hasErrors() {
        return !errors.isEmpty();
    }

    /** Throws one exception that carries every error; does nothing when there is none. */
    public void throwIfAny(ProblemException.Kind kind) {
        if (hasErrors()) {
            throw new ProblemException(kind, errors, null);
        }
    }
}
