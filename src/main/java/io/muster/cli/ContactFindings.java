package io.muster.cli;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Pack;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.finding.Reason;
import io.muster.finding.Verdict;
import io.muster.remediate.contacts.Action;
import io.muster.remediate.contacts.Contact;
import io.muster.remediate.contacts.ContactType;
import io.muster.remediate.contacts.Plan;
import io.muster.remediate.contacts.PlanLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification says in the words of the checks of contacts (rows SEC-01, 02, 03 and 06): measured against
 * {@code contacts.yaml} where a check of an audit knows one contact for all accounts only. Without personal data.
 */
final class ContactFindings {

    private static final CheckId PRESENT = new CheckId("security_contact_present");
    private static final CheckId ADDRESS = new CheckId("security_contact_address");
    private static final CheckId DETAILS = new CheckId("security_contact_details");
    private static final CheckId OTHERS = new CheckId("other_contacts_present");

    private final Pack pack;
    private final List<Finding> findings = new ArrayList<>();

    private ContactFindings(Pack pack) {
        this.pack = pack;
    }

    /** Nothing about accounts that are not active, and about contacts that are left alone. */
    static List<Finding> of(Plan plan, Pack pack) {
        ContactFindings findings = new ContactFindings(pack);
        for (PlanLine line : plan.lines()) {
            if (line.action() != Action.SKIPPED) {
                findings.add(line);
            }
        }
        return List.copyOf(findings.findings);
    }

    private void add(PlanLine line) {
        Contact found = line.found();
        Contact wanted = line.wanted();
        if (line.type() != ContactType.SECURITY) {
            add(OTHERS, line, found != null, "has ", "has no ", " contact");
            return;
        }
        add(PRESENT, line, found != null, "has ", "has no ", " contact");
        if (wanted == null) {
            return;
        }
        List<String> differences = found == null ? List.of("email", "name") : found.differences(wanted);
        boolean address = !differences.contains("email");
        add(ADDRESS, line, address, "has the wanted address as ", "lacks the wanted address as ", " contact");
        boolean details = differences.stream().allMatch("email"::equals);
        add(DETAILS, line, details, "has the wanted details of the ", "lacks the wanted details of the ", " contact");
    }

    private void add(CheckId id, PlanLine line, boolean good, String pass, String fail, String what) {
        CheckSpec check = pack.checks().stream()
                .filter(spec -> spec.id().equals(id))
                .findFirst()
                .orElse(null);
        if (check == null) {
            return;
        }
        boolean read = line.action() != Action.CANNOT_READ;
        Verdict verdict = !read ? Verdict.UNKNOWN : good ? Verdict.PASS : Verdict.FAIL;
        String message = read
                ? (good ? pass : fail)
                        + line.type().word()
                        + what
                        + (line.rule().isEmpty() ? "" : ", by the rule for " + line.rule())
                : "could not be read: " + line.why();
        findings.add(new Finding(
                id,
                check.title(),
                check.severity(),
                verdict,
                reason(line, read),
                line.account(),
                line.name(),
                null,
                line.account().value() + "/" + line.type().word(),
                message,
                null,
                "{}",
                null,
                null,
                null,
                null,
                null,
                null));
    }

    private static @Nullable Reason reason(PlanLine line, boolean read) {
        if (read) {
            return null;
        }
        return line.reason() == null ? Reason.SILENT : line.reason();
    }
}
