package io.muster.cli;

import io.muster.demo.world.DemoAccount;
import io.muster.demo.world.DemoWorld;
import io.muster.demo.world.PlantedNotes;
import io.muster.demo.world.PlantedNotes.Denial;
import io.muster.demo.world.PlantedNotes.Drilled;
import io.muster.demo.world.PlantedNotes.Person;
import io.muster.demo.world.PlantedNotes.Verified;
import io.muster.finding.AccountId;
import io.muster.finding.Reason;
import io.muster.permissions.Containment;
import io.muster.permissions.Containment.Grant;
import io.muster.permissions.Containment.Step;
import io.muster.remediate.contacts.Action;
import io.muster.remediate.contacts.Caller;
import io.muster.remediate.contacts.Contact;
import io.muster.remediate.contacts.ContactFacts;
import io.muster.remediate.contacts.ContactType;
import io.muster.remediate.contacts.Plan;
import io.muster.remediate.contacts.PlanLine;
import io.muster.remediate.drill.AccountDrill;
import io.muster.remediate.drill.AccountDrill.Entry;
import io.muster.remediate.drill.Decision;
import io.muster.remediate.drill.Decision.Layer;
import io.muster.remediate.drill.Decision.Outcome;
import io.muster.remediate.drill.DrillRecords;
import io.muster.remediate.drill.Judgement;
import io.muster.state.State;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes in the demo's state what a drill and a verification of contacts would have noted, by the code that notes theirs. */
final class DemoNotes {

    private static final String REGION = "us-east-1";
    private static final String REFUSED =
            "AWS answered AccessDenied to sts:AssumeRole: the caller is not authorized to assume the role";
    private static final String NOT_SIMULATED = "AWS answered AccessDenied to iam:SimulatePrincipalPolicy";

    private DemoNotes() {}

    static void plant(DemoWorld world, State state) {
        PlantedNotes notes = new PlantedNotes(world);
        state.records()
                .note(
                        DrillRecords.KIND,
                        DrillRecords.of(
                                notes.drills().stream().map(DemoNotes::drill).toList()));
        DemoAccount management = world.accounts().get(0);
        Plan plan = new Plan(
                notes.verifiedAt().truncatedTo(ChronoUnit.SECONDS),
                new Caller(
                        management.id(),
                        "arn:aws:sts::" + management.id() + ":assumed-role/demo/demo",
                        Caller.Standing.MANAGEMENT,
                        null,
                        management.id()),
                notes.contacts().stream().map(DemoNotes::line).toList());
        List<AccountId> seen =
                plan.lines().stream().map(PlanLine::account).distinct().toList();
        state.records().replace(ContactFacts.VERIFIED, seen, ContactFacts.verified(plan));
    }

    private static AccountDrill drill(Drilled drilled) {
        DemoAccount account = drilled.account();
        boolean isManagement = account.part() == DemoAccount.Part.MANAGEMENT;
        Entry entry = drilled.assumed() ? Entry.PROVEN : Entry.REFUSED;
        String why = drilled.assumed() ? "" : REFUSED;
        List<Decision> decisions = drilled.assumed() ? decisions(drilled) : List.of();
        return new AccountDrill(
                account.id(),
                account.name(),
                isManagement,
                drilled.role(),
                drilled.at().truncatedTo(ChronoUnit.SECONDS),
                entry,
                why,
                drilled.assumed() ? null : NOT_SIMULATED,
                drilled.assumed() && !isManagement,
                decisions,
                Judgement.of(
                        account.id(),
                        drilled.role(),
                        entry,
                        why,
                        Reason.DENIED,
                        false,
                        drilled.assumed() ? null : Reason.DENIED,
                        drilled.assumed() ? "" : NOT_SIMULATED,
                        decisions));
    }

    private static List<Decision> decisions(Drilled drilled) {
        List<Decision> decisions = new ArrayList<>();
        for (Step step : Containment.steps()) {
            if (step.central()) {
                continue;
            }
            for (Grant grant : step.grants()) {
                String resource = grant.resources().get(0);
                @Nullable String region = resource.contains("{region}") || resource.equals("*") ? REGION : null;
                grant.actions().forEach(action -> decisions.add(decision(drilled, step, grant, action, region)));
            }
        }
        return decisions;
    }

    private static Decision decision(Drilled drilled, Step step, Grant grant, String action, @Nullable String region) {
        Denial denial = drilled.denial();
        if (denial == null || !denial.denies(action)) {
            return decided(step, grant, action, region, Outcome.ALLOWED, null, "");
        }
        return decided(step, grant, action, region, Outcome.DENIED, layer(denial), why(denial));
    }

    private static Decision decided(
            Step step,
            Grant grant,
            String action,
            @Nullable String region,
            Outcome outcome,
            @Nullable Layer layer,
            String why) {
        return new Decision(
                step.id(), action, grant.need(), region, grant.resources().get(0), outcome, layer, why, false);
    }

    private static Layer layer(Denial denial) {
        return switch (denial.because()) {
            case STATEMENT -> Layer.STATEMENT;
            case BOUNDARY -> Layer.BOUNDARY;
            case NOTHING_ALLOWS -> Layer.NOTHING_ALLOWS;
        };
    }

    private static String why(Denial denial) {
        return switch (denial.because()) {
            case STATEMENT -> "role_incident-responder_containment denies it";
            case BOUNDARY -> "the permissions boundary leaves it out";
            case NOTHING_ALLOWS -> "no policy of the role allows it";
        };
    }

    private static PlanLine line(Verified verified) {
        DemoAccount account = verified.account();
        Person person = verified.found();
        Contact found = person == null ? null : contact(person);
        Contact wanted = contact(verified.wanted());
        return new PlanLine(
                account.id(),
                account.name(),
                "",
                ContactType.valueOf(verified.type()),
                action(verified.readable(), found, wanted),
                found,
                wanted,
                "organization (line 2)",
                verified.readable() ? null : Reason.THROTTLED,
                verified.readable() ? "" : "AWS answered TooManyRequestsException each time");
    }

    private static Action action(boolean isReadable, @Nullable Contact found, Contact wanted) {
        if (!isReadable) {
            return Action.CANNOT_READ;
        }
        if (found == null) {
            return Action.CREATE;
        }
        return found.differences(wanted).isEmpty() ? Action.UNCHANGED : Action.CHANGE;
    }

    private static Contact contact(Person person) {
        return new Contact(person.name(), person.title(), person.email(), person.phone());
    }
}
