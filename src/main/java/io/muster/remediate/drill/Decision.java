package io.muster.remediate.drill;

import static java.util.Objects.requireNonNull;

import io.muster.permissions.Containment.Need;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What AWS says of one action of one step.
 *
 * @param region null for what has no region
 * @param resource the ARN that was asked about
 * @param layer what denies it; null unless it is denied
 * @param why in a sentence without its end; empty when it is allowed
 * @param tried whether AWS was asked for the action itself, not for what it would say
 */
public record Decision(
        String step,
        String action,
        Need need,
        @Nullable String region,
        String resource,
        Outcome outcome,
        @Nullable Layer layer,
        String why,
        boolean tried) {

    /** Whether the responder's role may. */
    public enum Outcome {
        ALLOWED,
        DENIED,
        UNKNOWN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What denies. */
    public enum Layer {
        /** No statement of the role's policies allows it. */
        NOTHING_ALLOWS("identity policy"),
        /** A statement denies it. */
        STATEMENT("explicit deny"),
        BOUNDARY("permissions boundary"),
        SCP("service control policy"),
        /** AWS refused the request itself, and does not say why. */
        REQUEST("refused request");

        private final String text;

        Layer(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    public Decision {
        requireNonNull(step, "step is null");
        requireNonNull(action, "action is null");
        requireNonNull(need, "need is null");
        requireNonNull(resource, "resource is null");
        requireNonNull(outcome, "outcome is null");
        requireNonNull(why, "why is null");
        if ((outcome == Outcome.DENIED) != (layer != null)) {
            throw new IllegalArgumentException("a denial has a layer, and nothing else has: " + action);
        }
    }
}
