package io.muster.remediate.contacts;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whom AWS writes to or calls. The bytes are kept as they are; comparing forgives white space around a value, and upper and
 * lower case in the address. Never shown by {@link #toString()}.
 */
public record Contact(String name, String title, String email, String phone) {

    /** The fields in their order. */
    static final List<String> FIELDS = List.of("name", "title", "email", "phone");

    private static final Map<String, Integer> LONGEST = Map.of("name", 64, "title", 50, "email", 254, "phone", 25);
    private static final Pattern EMAIL = Pattern.compile("\\s*[\\w+=.#|!&-]+@[\\w.-]+\\.\\w+\\s*");
    private static final Pattern PHONE_FORBIDDEN = Pattern.compile("[^\\s0-9()+-]");

    public Contact {
        requireNonNull(name, "name is null");
        requireNonNull(title, "title is null");
        requireNonNull(email, "email is null");
        requireNonNull(phone, "phone is null");
    }

    String field(String field) {
        return switch (field) {
            case "name" -> name;
            case "title" -> title;
            case "email" -> email;
            case "phone" -> phone;
            default -> throw new IllegalArgumentException("a contact has no field " + field);
        };
    }

    /** What AWS would refuse about a value, as the rest of a sentence; empty when it takes it. */
    static String objection(String field, String value) {
        int longest = LONGEST.getOrDefault(field, 0);
        int length = value.codePointCount(0, value.length());
        if (value.isBlank()) {
            return "is empty";
        }
        if (length > longest) {
            return "has " + length + " characters, and AWS takes " + longest + " at most";
        }
        if (field.equals("email") && !EMAIL.matcher(value).matches()) {
            return "is no address that AWS takes";
        }
        if (field.equals("phone")) {
            var forbidden = PHONE_FORBIDDEN.matcher(value);
            if (forbidden.find()) {
                return "has '" + forbidden.group() + "' in it, which AWS does not take in a phone number";
            }
        }
        return "";
    }

    /** What AWS takes in a field, for the explanation of an objection. */
    static String rule(String field) {
        return switch (field) {
            case "email" ->
                "1 to 254 characters; before the @ letters, digits and _ + = . # | ! & -, after it a host with a dot.";
            case "phone" -> "1 to 25 characters: digits, spaces, ( ) + and -, so no letters and no extension.";
            case "name" -> "1 to 64 characters.";
            default -> "1 to 50 characters.";
        };
    }

    /** The fields that say something else in the other contact. */
    public List<String> differences(Contact other) {
        List<String> differences = new ArrayList<>();
        for (String field : FIELDS) {
            if (!comparable(field).equals(other.comparable(field))) {
                differences.add(field);
            }
        }
        return differences;
    }

    boolean means(Contact other) {
        return differences(other).isEmpty();
    }

    private String comparable(String field) {
        String value = field(field).strip();
        return field.equals("email") ? value.toLowerCase(Locale.ROOT) : value;
    }

    @Override
    public String toString() {
        return "(contact)";
    }
}
