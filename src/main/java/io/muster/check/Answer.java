package io.muster.check;

import io.muster.finding.Reason;
import io.muster.finding.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one check answered about one subject. */
sealed interface Answer {

    /**
     * It answered.
     *
     * @param violations findings that break the shape, each in a few words
     */
    record Said(List<Statement> statements, List<String> violations) implements Answer {

        public Said {
            statements = List.copyOf(statements);
            violations = List.copyOf(violations);
        }
    }

    /** It did not answer. */
    record Failed(Reason reason, String message) implements Answer {}

    /** One finding in the words of the policy. */
    record Statement(
            String resource,
            Verdict verdict,
            @Nullable String region,
            String message,
            @Nullable Long seen,
            String evidence,
            @Nullable Reason reason) {}
}
