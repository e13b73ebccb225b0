package io.muster.remediate.drill;

import io.muster.finding.AccountId;
import io.muster.finding.Reason;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import io.muster.permissions.Containment;
import io.muster.permissions.Containment.Need;
import io.muster.permissions.Containment.Step;
import io.muster.remediate.drill.AccountDrill.Entry;
import io.muster.remediate.drill.Decision.Layer;
import io.muster.remediate.drill.Decision.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what a drill saw in an account into findings of the rows RSP-02, 03, 04, 07, 10, 11 and 12. */
public final class Judgement {

    private static final Map<String, Severity> ROWS = Map.of(
            "RSP-02", Severity.CRITICAL,
            "RSP-03", Severity.CRITICAL,
            "RSP-04", Severity.CRITICAL,
            "RSP-07", Severity.HIGH,
            "RSP-10", Severity.MEDIUM,
            "RSP-11", Severity.HIGH,
            "RSP-12", Severity.MEDIUM);

    private final AccountId account;
    private final String role;
    private final List<DrillFinding> findings = new ArrayList<>();

    private Judgement(AccountId account, String role) {
        this.account = account;
        this.role = role;
    }

    /**
     * The findings of one account, at least one for each row.
     *
     * @param absent whether there is no such role
     * @param entryReason why it is not known whether the role can be assumed
     * @param simulationReason why nothing could be simulated; null if it was
     */
    public static List<DrillFinding> of(
            AccountId account,
            String role,
            Entry entry,
            String entryWhy,
            Reason entryReason,
            boolean absent,
            @Nullable Reason simulationReason,
            String simulationWhy,
            List<Decision> decisions) {
        Judgement judgement = new Judgement(account, role);
        judgement.entry(entry, entryWhy, entryReason);
        if (absent) {
            for (String row : List.of("RSP-02", "RSP-03", "RSP-04", "RSP-11", "RSP-12")) {
                judgement.add(row, Verdict.FAIL, null, "is not there, so that responders can do nothing");
            }
            judgement.add("RSP-07", Verdict.NOT_APPLICABLE, null, "is not there");
        } else if (simulationReason != null) {
            for (String row : new TreeSet<>(ROWS.keySet())) {
                if (!row.equals("RSP-10")) {
                    judgement.unknown(row, simulationReason, "could not be simulated: " + simulationWhy);
                }
            }
        } else {
            judgement.decided(decisions);
        }
        return judgement.findings.stream()
                .sorted(java.util.Comparator.comparing(DrillFinding::requirement))
                .toList();
    }

    private void entry(Entry entry, String why, Reason reason) {
        switch (entry) {
            case PROVEN -> add("RSP-10", Verdict.PASS, null, "was assumed in this drill");
            case REFUSED -> add("RSP-10", Verdict.FAIL, null, "could not be assumed: " + why);
            case UNKNOWN -> unknown("RSP-10", reason, "may or may not be assumed: " + why);
        }
    }

    private void decided(List<Decision> decisions) {
        for (String row : List.of("RSP-02", "RSP-03", "RSP-04", "RSP-11", "RSP-12")) {
            Set<String> steps = Containment.steps().stream()
                    .filter(step -> step.requirements().contains(row))
                    .map(Step::id)
                    .collect(Collectors.toSet());
            Predicate<Decision> counts = decision -> steps.contains(decision.step())
                    && (decision.need() == Need.MUST || (row.equals("RSP-04") && decision.need() == Need.UNDO));
            row(row, decisions.stream().filter(counts).toList());
        }
        decisions.stream()
                .filter(decision -> decision.action().equals(Simulation.DELETE_KEY))
                .filter(decision -> decision.outcome() == Outcome.ALLOWED)
                .findFirst()
                .ifPresent(decision -> add(
                        "RSP-03",
                        Verdict.FAIL,
                        null,
                        "can delete access keys (" + Simulation.DELETE_KEY + "), which destroys a trace; they are to be"
                                + " disabled"));
        hindrance(decisions);
    }

    private void row(String row, List<Decision> decisions) {
        Map<String, List<Decision>> actions = decisions.stream()
                .collect(Collectors.groupingBy(Decision::action, java.util.TreeMap::new, Collectors.toList()));
        long allowed = 0;
        for (Map.Entry<String, List<Decision>> action : actions.entrySet()) {
            List<Decision> denied = with(action.getValue(), Outcome.DENIED);
            List<Decision> unknown = with(action.getValue(), Outcome.UNKNOWN);
            if (!denied.isEmpty()) {
                add(row, Verdict.FAIL, null, denial(action.getKey(), denied, with(action.getValue(), Outcome.ALLOWED)));
            } else if (!unknown.isEmpty()) {
                unknown(
                        row,
                        Reason.NOT_COLLECTED,
                        "may or may not do " + action.getKey() + ": "
                                + unknown.get(0).why());
            } else {
                allowed++;
            }
        }
        if (allowed > 0 && allowed == actions.size()) {
            add(row, Verdict.PASS, null, "may do all " + allowed + " actions, by simulation");
        } else if (actions.isEmpty()) {
            unknown(row, Reason.SILENT, "was asked about no action");
        }
    }

    private static List<Decision> with(List<Decision> decisions, Outcome outcome) {
        return decisions.stream()
                .filter(decision -> decision.outcome() == outcome)
                .toList();
    }

    /** What is denied, by what and where, and what a responder cannot do for it. */
    private static String denial(String action, List<Decision> denied, List<Decision> allowed) {
        Decision first = denied.get(0);
        Set<String> elsewhere = allowed.stream().map(Judgement::kind).collect(Collectors.toSet());
        String on = denied.stream()
                .map(Judgement::kind)
                .filter(kind -> !elsewhere.isEmpty() && !elsewhere.contains(kind))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and "));
        String regions = denied.stream()
                .map(Decision::region)
                .filter(region -> region != null)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String blocked = denied.stream()
                .map(Decision::step)
                .distinct()
                .map(Judgement::step)
                .map(step -> step.blocked() + " (" + step.playbook().text() + ")")
                .collect(Collectors.joining("; "));
        return "can't do " + action + (on.isEmpty() ? "" : " on " + on) + (regions.isEmpty() ? "" : " in " + regions)
                + ": " + first.why()
                + ". Without it a" + " responder can't " + blocked;
    }

    /** The resource, the same in each region. */
    private static String kind(Decision decision) {
        return decision.region() == null
                ? decision.resource()
                : decision.resource().replace(":" + decision.region() + ":", ":*:");
    }

    private static Step step(String id) {
        return Containment.steps().stream()
                .filter(step -> step.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void hindrance(List<Decision> decisions) {
        if (role.contains(":role/aws-service-role/")) {
            add("RSP-07", Verdict.FAIL, null, "is a service-linked role, which people cannot assume");
        }
        Map<Layer, Set<String>> hindering = decisions.stream()
                .filter(decision -> decision.layer() == Layer.BOUNDARY || decision.layer() == Layer.SCP)
                .collect(Collectors.groupingBy(
                        decision -> java.util.Objects.requireNonNull(decision.layer()),
                        java.util.TreeMap::new,
                        Collectors.mapping(Decision::action, Collectors.toCollection(TreeSet::new))));
        hindering.forEach((layer, actions) -> add(
                "RSP-07",
                Verdict.FAIL,
                null,
                "is hindered by a " + layer.text() + " in " + actions.size() + " actions: "
                        + String.join(", ", actions)));
        boolean unsure = decisions.stream().anyMatch(decision -> decision.outcome() == Outcome.UNKNOWN);
        if (findings.stream().noneMatch(finding -> finding.requirement().equals("RSP-07"))) {
            if (unsure) {
                unknown(
                        "RSP-07",
                        Reason.NOT_COLLECTED,
                        "may or may not be hindered: some actions could not be decided");
            } else {
                add("RSP-07", Verdict.PASS, null, "is hindered by no boundary and no policy that the simulation sees");
            }
        }
    }

    private void unknown(String row, Reason reason, String message) {
        add(row, Verdict.UNKNOWN, reason, message);
    }

    private void add(String row, Verdict verdict, @Nullable Reason reason, String message) {
        findings.add(
                new DrillFinding(row, ROWS.getOrDefault(row, Severity.HIGH), verdict, reason, account, role, message));
    }
}
