package io.muster.serve;

import static java.util.Objects.requireNonNull;

import io.muster.problem.Nearest;
import io.muster.problem.Problem;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A request that is not answered as it was meant; what is said of it is for the one who asked. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_TYPED = 100;

    private final int status;
    private final transient Problem problem;
    private final transient @Nullable Challenge challenge;

    /** How the one who asked may say who it is; the value of {@code WWW-Authenticate}. */
    enum Challenge {
        BEARER("Bearer realm=\"muster\""),
        /** Browsers can ask a person for a name and a password, but not for a token. */
        BASIC("Basic realm=\"muster (any name, a token as password)\", charset=\"UTF-8\"");

        private final String header;

        Challenge(String header) {
            this.header = header;
        }

        String header() {
            return header;
        }
    }

    private Refusal(int status, Problem problem, @Nullable Challenge challenge) {
        super(requireNonNull(problem, "problem is null").what(), null, false, false);
        this.status = status;
        this.problem = problem;
        this.challenge = challenge;
    }

    static Refusal of(int status, String what, String why, String fix) {
        return new Refusal(status, Problem.of(what, why, fix), null);
    }

    static Refusal badRequest(String what, String why, String fix) {
        return of(400, what, why, fix);
    }

    static Refusal unauthorized(String what, Challenge challenge) {
        return new Refusal(401, Problem.of(what, "", "Authorization: Bearer TOKEN"), challenge);
    }

    /** Nobody has been audited yet, so nothing is known of anything. */
    static Refusal nothingAudited() {
        return of(404, "No audit is complete yet, so nothing is known.", "", "muster audit");
    }

    /** The name that was probably meant, as a sentence; empty when there is none. */
    static String suggestion(String typed, Collection<String> names) {
        return typed.length() > LONGEST_TYPED ? "" : Nearest.suggestion(typed, names);
    }

    int status() {
        return status;
    }

    Problem problem() {
        return problem;
    }

    @Nullable
    Challenge challenge() {
        return challenge;
    }
}
