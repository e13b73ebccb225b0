package io.muster.problem;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The only exception whose text is meant for users; anything else that reaches {@code main} is a bug. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What the process answers with. */
    public enum Kind {
        /** The run could not take place: exit code 1. */
        COULD_NOT_RUN,
        /** The command line or the configuration is wrong: exit code 2. */
        USAGE
    }

    private final transient List<Problem> problems;
    private final Kind kind;

    public ProblemException(Kind kind, List<Problem> problems, @Nullable Throwable cause) {
        super(problems.stream().map(Problem::text).collect(Collectors.joining("\n")), cause);
        this.kind = kind;
        this.problems = List.copyOf(problems);
    }

    public static ProblemException couldNotRun(String what, String why, String fix) {
        return new ProblemException(Kind.COULD_NOT_RUN, List.of(Problem.of(what, why, fix)), null);
    }

    public static ProblemException couldNotRun(String what, String why, String fix, Throwable cause) {
        return new ProblemException(Kind.COULD_NOT_RUN, List.of(Problem.of(what, why, fix)), cause);
    }

    public static ProblemException usage(String what, String why, String fix) {
        return new ProblemException(Kind.USAGE, List.of(Problem.of(what, why, fix)), null);
    }

    public List<Problem> problems() {
        return problems;
    }

    public Kind kind() {
        return kind;
    }
}
