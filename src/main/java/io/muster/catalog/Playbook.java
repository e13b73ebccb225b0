package io.muster.catalog;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an investigator asks in one kind of incident, in order.
 *
 * @param id the name of its file, such as {@code s3_ransom}
 * @param source where it is written down in full
 */
public record Playbook(String id, String title, String source, List<Step> steps) {

    /** A record that a step looks at, and that reaches back for some days. */
    public enum LooksAt {
        /** Management events of CloudTrail. */
        CLOUDTRAIL,
        /** Data events of CloudTrail, such as reads of objects. */
        DATA_EVENTS,
        FLOW_LOGS,
        DNS_QUERIES,
        /** What databases write to CloudWatch Logs. */
        DATABASE_LOGS;

        /** As users write and read it, such as {@code flow-logs}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Playbook {
        requireNonNull(id, "id is null");
        requireNonNull(title, "title is null");
        requireNonNull(source, "source is null");
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param question what is asked or done
     * @param rows the rows of the readiness catalogue without which it has no answer
     * @param looksAt the record in which the answer stands; null where nothing is looked back at
     */
    public record Step(
            String question, List<String> rows, @Nullable LooksAt looksAt) {

        public Step {
            requireNonNull(question, "question is null");
            rows = List.copyOf(rows);
        }
    }
}
