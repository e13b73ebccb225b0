package io.muster.remediate.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.permissions.Containment;
import io.muster.permissions.Containment.Step;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A drill as JSON: one object with the accounts, each with its decisions and findings. Fields are only ever added. */
public final class DrillJson {

    private static final Map<String, Step> STEPS =
            Containment.steps().stream().collect(Collectors.toMap(Step::id, Function.identity()));

    private DrillJson() {}

    public static String text(List<AccountDrill> drills) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("schema", 1);
        ArrayNode accounts = all.putArray("accounts");
        drills.forEach(drill -> account(drill, accounts.addObject()));
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void account(AccountDrill drill, ObjectNode account) {
        account.put("account_id", drill.account().value());
        account.put("account_name", drill.name());
        account.put("role", drill.role());
        account.put("drilled_at", drill.at().toString());
        account.put("entry", drill.entry().name().toLowerCase(Locale.ROOT));
        account.put("entry_why", drill.entryWhy());
        account.put("simulated", drill.simulationWhy() == null);
        account.put("simulation_why", drill.simulationWhy());
        account.put("service_control_policies_seen", drill.scpsSeen());
        account.put("standing", drill.standing());
        ArrayNode decisions = account.putArray("decisions");
        for (Decision decision : drill.decisions()) {
            Step step = STEPS.get(decision.step());
            ObjectNode one = decisions.addObject();
            one.put("step", decision.step());
            one.put("playbook", step == null ? null : step.playbook().text());
            one.put("action", decision.action());
            one.put("need", decision.need().name().toLowerCase(Locale.ROOT));
            one.put("region", decision.region());
            one.put("resource", decision.resource());
            one.put("outcome", decision.outcome().word());
            one.put(
                    "denied_by",
                    decision.layer() == null ? null : decision.layer().text());
            one.put("why", decision.why());
            one.put("blocks", step == null || decision.layer() == null ? null : step.blocked());
            one.put("not_proved", step == null || step.caution().isEmpty() ? null : step.caution());
            one.put("tried", decision.tried());
        }
        ArrayNode findings = account.putArray("findings");
        for (DrillFinding finding : drill.findings()) {
            ObjectNode one = findings.addObject();
            one.put("requirement", finding.requirement());
            one.put("severity", finding.severity().word());
            one.put("verdict", finding.verdict().word());
            one.put("reason", finding.reason() == null ? null : finding.reason().word());
            one.put("resource", finding.resource());
            one.put("message", finding.message());
        }
    }
}
