package io.muster.report;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Pack;
import io.muster.catalog.Playbook;
import io.muster.finding.CheckId;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The steps of all playbooks with the checks that answer for them. Checks below medium block nothing, and neither do rows
 * that no check decides.
 */
final class PlaybookSteps {

    /**
     * One step.
     *
     * @param place its place in {@link #all()}
     * @param number its number in the playbook, from 1
     */
    record Step(int place, Playbook playbook, int number, Playbook.Step step, Set<CheckId> deciding) {

        /** As findings name it, such as {@code s3_ransom/2}. */
        String name() {
            return playbook.id() + "/" + number;
        }
    }

    private final List<Step> steps = new ArrayList<>();
    private final Map<CheckId, List<Step>> byCheck = new HashMap<>();

    PlaybookSteps(Pack pack) {
        for (Playbook playbook : pack.playbooks()) {
            int number = 0;
            for (Playbook.Step asked : playbook.steps()) {
                number++;
                Step step = new Step(steps.size(), playbook, number, asked, deciding(pack, asked));
                steps.add(step);
                step.deciding()
                        .forEach(id -> byCheck.computeIfAbsent(id, any -> new ArrayList<>())
                                .add(step));
            }
        }
    }

    private static Set<CheckId> deciding(Pack pack, Playbook.Step step) {
        Set<CheckId> ids = new LinkedHashSet<>();
        for (CheckSpec check : pack.checks()) {
            if (check.severity().isAtLeast(Severity.MEDIUM)
                    && check.requirements().stream().anyMatch(step.rows()::contains)) {
                ids.add(check.id());
            }
        }
        return ids;
    }

    /** In the order of the playbooks. */
    List<Step> all() {
        return steps;
    }

    /** Those that a check can block. */
    List<Step> of(CheckId check) {
        return byCheck.getOrDefault(check, List.of());
    }

    /** What a finding blocks: nothing when it passes. */
    String blockedBy(CheckId check, Verdict verdict) {
        if (verdict != Verdict.FAIL && verdict != Verdict.UNKNOWN) {
            return "";
        }
        return String.join(" ", of(check).stream().map(Step::name).toList());
    }
}
