package io.muster.remediate.contacts;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Contacts as people see them. Names, addresses and numbers are personal data, so that a screen shows only as much as tells
 * one from another, unless somebody asks for all of it.
 */
public final class ContactText {

    private final boolean whole;

    /** {@code whole} shows everything. */
    public ContactText(boolean whole) {
        this.whole = whole;
    }

    /** What a line of a plan is about: the fields from old to new, the new contact, or why there is nothing to say. */
    public String of(PlanLine line) {
        Contact found = line.found();
        Contact wanted = line.wanted();
        return switch (line.action()) {
            case UNCHANGED -> found == null ? "none" : contact(found);
            case CREATE -> contact(wanted);
            case REMOVE -> contact(found);
            case CHANGE -> found == null || wanted == null ? "" : changes(found, wanted);
            case CANNOT_READ, SKIPPED -> line.why();
        };
    }

    private String changes(Contact found, Contact wanted) {
        return found.differences(wanted).stream()
                .map(field ->
                        field + " " + value(field, found.field(field)) + " → " + value(field, wanted.field(field)))
                .collect(Collectors.joining(", "));
    }

    /** All fields of a contact; "none" when there is none. */
    String contact(@Nullable Contact contact) {
        return contact == null
                ? "none"
                : Contact.FIELDS.stream()
                        .map(field -> value(field, contact.field(field)))
                        .collect(Collectors.joining(", "));
    }

    private String value(String field, String value) {
        if (whole) {
            return value.equals(value.strip()) ? value : "'" + value + "'";
        }
        String text = value.strip();
        if (field.equals("email")) {
            int at = text.indexOf('@');
            return at < 0 ? first(text) : first(text) + text.substring(at);
        }
        if (field.equals("phone")) {
            return "…" + text.substring(Math.max(0, text.length() - 2));
        }
        return first(text);
    }

    private static String first(String text) {
        return text.isEmpty() ? "" : text.substring(0, text.offsetByCodePoints(0, 1)) + "…";
    }
}
