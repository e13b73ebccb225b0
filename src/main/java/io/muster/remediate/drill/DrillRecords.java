package io.muster.remediate.drill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.finding.Verdict;
import io.muster.state.Records.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is kept of a drill for the next audits: for each account and row of the catalogue the worst that was found. */
public final class DrillRecords {

    /** The kind under which they are noted; the table of the pack names it. */
    public static final String KIND = "responder-drill";

    private DrillRecords() {}

    /** The entries of all accounts, one for each row. */
    public static List<Entry> of(List<AccountDrill> drills) {
        List<Entry> entries = new ArrayList<>();
        for (AccountDrill drill : drills) {
            Map<String, List<DrillFinding>> rows = drill.findings().stream()
                    .collect(Collectors.groupingBy(DrillFinding::requirement, TreeMap::new, Collectors.toList()));
            rows.forEach((row, findings) -> entries.add(entry(drill, row, findings)));
        }
        return List.copyOf(entries);
    }

    private static Entry entry(AccountDrill drill, String row, List<DrillFinding> findings) {
        DrillFinding worst = findings.stream()
                .min(Comparator.comparing(DrillFinding::verdict, Verdict.WORST_FIRST))
                .orElseThrow();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("requirement", row);
        json.put("role", drill.role());
        json.put("drilled_at", drill.at().toString());
        json.put("entry", drill.entry().name().toLowerCase(Locale.ROOT));
        json.put("simulated", drill.simulationWhy() == null);
        json.put("policies_of_organization_seen", drill.scpsSeen());
        json.put("verdict", worst.verdict().word());
        json.put("reason", worst.reason() == null ? null : worst.reason().word());
        findings.stream()
                .filter(finding -> finding.verdict() == worst.verdict())
                .map(DrillFinding::message)
                .distinct()
                .forEach(json.withArray("messages")::add);
        return new Entry(drill.account(), row, drill.at(), worst.verdict() != Verdict.UNKNOWN, json.toString());
    }
}
