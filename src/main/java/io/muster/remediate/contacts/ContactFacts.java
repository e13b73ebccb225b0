package io.muster.remediate.contacts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.finding.AccountId;
import io.muster.remediate.aws.Member;
import io.muster.state.Records.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of contacts beside an audit, as rows that its checks read: what is wanted, and what a verification saw. */
public final class ContactFacts {

    /** The kind of what {@code contacts.yaml} wants; the table of the pack names it. */
    public static final String WANTED = "wanted-contacts";
    /** The kind of what a verification saw. */
    public static final String VERIFIED = "verified-contacts";

    private ContactFacts() {}

    /**
     * What the file wants in an account: one object for each type that has to be somehow.
     *
     * @param units from the top down to the one that holds the account
     */
    public static List<byte[]> wanted(WantedContacts wanted, AccountId account, List<Member.Unit> units) {
        Member member = new Member(account, "", "ACTIVE", "", null, false, units);
        List<byte[]> rows = new ArrayList<>();
        for (ContactType type : ContactType.values()) {
            WantedContacts.Answer answer = wanted.wanted(member, type);
            if (answer.wish().kind() == Wish.Kind.LEAVE_ALONE) {
                continue;
            }
            ObjectNode row = JsonNodeFactory.instance.objectNode();
            row.put("contact_type", type.name());
            row.put("wish", answer.wish().kind() == Wish.Kind.CONTACT ? "contact" : "absent");
            row.put("rule", answer.rule());
            Contact contact = answer.wish().contact();
            if (contact != null) {
                Contact.FIELDS.forEach(field -> row.put(field, contact.field(field)));
            }
            rows.add(row.toString().getBytes(StandardCharsets.UTF_8));
        }
        return rows;
    }

    /** What a verification saw, without personal data; nothing about accounts that are not active. */
    public static List<Entry> verified(Plan plan) {
        List<Entry> entries = new ArrayList<>();
        for (PlanLine line : plan.lines()) {
            if (line.action() == Action.SKIPPED) {
                continue;
            }
            ObjectNode row = JsonNodeFactory.instance.objectNode();
            row.put("contact_type", line.type().name());
            row.put("read_at", plan.created().toString());
            row.put("action", line.action().word());
            row.put("rule", line.rule());
            row.putArray("differences");
            differences(line.found(), line.wanted()).forEach(row.withArray("differences")::add);
            row.put("reason", line.reason() == null ? null : line.reason().word());
            row.put("why", line.why());
            boolean certain = line.action() != Action.CANNOT_READ;
            entries.add(new Entry(line.account(), line.type().word(), plan.created(), certain, row.toString()));
        }
        return List.copyOf(entries);
    }

    private static List<String> differences(@Nullable Contact found, @Nullable Contact wanted) {
        return found == null || wanted == null ? List.of() : found.differences(wanted);
    }
}
