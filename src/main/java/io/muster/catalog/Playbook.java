package io.muster.catalog;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What an investigator asks in one kind of incident, in order. */
public record Playbook(String name, List<Step> steps) {

    public Playbook {
        requireNonNull(name, "name is null");
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param question what is asked or done
     * @param rows the rows of the readiness catalogue without which it has no answer
     */
    public record Step(String question, List<String> rows) {

        public Step {
            requireNonNull(question, "question is null");
            rows = List.copyOf(rows);
        }
    }
}
