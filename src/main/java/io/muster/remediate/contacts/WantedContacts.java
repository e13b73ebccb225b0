package io.muster.remediate.contacts;

import io.muster.finding.AccountId;
import io.muster.problem.Nearest;
import io.muster.problem.Problem;
import io.muster.problem.Problems;
import io.muster.remediate.aws.Member;
import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code contacts.yaml}: which contacts are wanted where.
 *
 * <pre>
 * contacts:
 *   - for: organization
 *     security: {name: Security Operations, title: SOC, email: aws-security@example.com, phone: "+1 555 0100"}
 *   - ou: /Sandbox
 *     operations: absent
 *   - account: "111111111111"
 *     security: leave-alone
 * </pre>
 *
 * The nearest rule that names a type wins for it: account, then unit by unit upwards, then organization. A type that no rule
 * names is left alone.
 */
public final class WantedContacts {

    private static final String EXAMPLE =
            "security: {name: Security Operations, title: SOC, email: aws-security@example.com, phone: \"+1 555 0100\"}";

    private final String file;
    private final List<Rule> rules;

    private WantedContacts(String file, List<Rule> rules) {
        this.file = file;
        this.rules = List.copyOf(rules);
    }

    /** Reads the file; everything that is wrong with it is in {@code problems}, with its line. */
    public static WantedContacts load(Path file, Map<String, String> environment, Problems problems) {
        return read(Settings.load(file, environment, problems));
    }

    /** The same from text, for tests. */
    static WantedContacts parse(String yaml, String file, Problems problems) {
        return read(Settings.parse(yaml, file, 0, problems));
    }

    private static WantedContacts read(Settings settings) {
        List<Rule> rules = new ArrayList<>();
        Map<String, Rule> seen = new HashMap<>();
        boolean readable = !settings.problems().hasErrors();
        for (Section section : settings.root().sections("contacts")) {
            rule(section, settings.file()).ifPresent(rule -> {
                Rule first = seen.putIfAbsent(rule.text(), rule);
                if (first != null) {
                    settings.problems()
                            .error(Problem.of(
                                            "There are two rules for " + rule.text() + ".",
                                            "The other one is in line "
                                                    + first.place().line() + ", and nothing says which of them holds.",
                                            "put both into one rule")
                                    .at(rule.place().file(), rule.place().line()));
                }
                rules.add(rule);
            });
        }
        if (rules.isEmpty() && readable && !settings.problems().hasErrors()) {
            settings.problems()
                    .error(Problem.of(
                                    "The file wants no contact at all.",
                                    "It has no rule below 'contacts'.",
                                    "contacts: [{for: organization, " + EXAMPLE + "}]")
                            .at(settings.file(), 0));
        }
        settings.finish();
        return new WantedContacts(settings.file(), rules);
    }

    private static Optional<Rule> rule(Section section, String file) {
        Optional<String> organization = section.text("for");
        Optional<String> unit = section.text("ou").map(String::strip);
        Optional<String> account = section.text("account").map(String::strip);
        Map<ContactType, Wish> wishes = new EnumMap<>(ContactType.class);
        for (ContactType type : ContactType.values()) {
            wish(section, type.word()).ifPresent(wish -> wishes.put(type, wish));
        }
        Problem.Place place = new Problem.Place(file, section.line());
        long targets = List.of(organization, unit, account).stream()
                .filter(Optional::isPresent)
                .count();
        if (targets != 1) {
            section.problem(
                    "for",
                    targets == 0 ? "The rule does not say for whom it is." : "The rule is for several at once.",
                    "A rule is for the organization, for one organizational unit, or for one account.",
                    "one of: for: organization | ou: /Production | account: \"111111111111\"");
            return Optional.empty();
        }
        if (wishes.isEmpty() && List.of(ContactType.values()).stream().noneMatch(type -> section.has(type.word()))) {
            section.problem("for", "The rule wants nothing.", "It names no type of contact.", EXAMPLE);
            return Optional.empty();
        }
        if (organization.isPresent()) {
            if (!organization.get().equals("organization")) {
                section.problem(
                        "for",
                        "'" + section.path("for") + "' is '" + organization.get() + "', but only 'organization' can"
                                + " stand there.",
                        "",
                        "for: organization, or ou: /Production, or account: \"111111111111\"");
                return Optional.empty();
            }
            return Optional.of(new Rule(Rule.Kind.ORGANIZATION, "organization", wishes, place));
        }
        if (account.isPresent()) {
            if (!AccountId.isOne(account.get())) {
                section.problem(
                        "account",
                        "'" + section.path("account") + "' is '" + account.get() + "', which is no account id.",
                        "An account id has twelve digits.",
                        "account: \"111111111111\"");
                return Optional.empty();
            }
            return Optional.of(new Rule(Rule.Kind.ACCOUNT, account.get(), wishes, place));
        }
        String written = unit.orElse("");
        if (Rule.unitPath(written).equals("/")) {
            section.problem(
                    "ou",
                    "'" + section.path("ou") + "' is '" + written + "', which names no organizational unit.",
                    "The root is the organization.",
                    "for: organization");
            return Optional.empty();
        }
        String target = Rule.isUnitId(written) ? written : Rule.unitPath(written);
        return Optional.of(new Rule(Rule.Kind.UNIT, target, wishes, place));
    }

    private static Optional<Wish> wish(Section rule, String type) {
        if (!rule.has(type)) {
            return Optional.empty();
        }
        if (rule.isPlain(type)) {
            String word = rule.text(type, "").strip();
            switch (word) {
                case "absent" -> {
                    return Optional.of(Wish.ABSENT);
                }
                case "leave-alone" -> {
                    return Optional.of(Wish.LEAVE_ALONE);
                }
                default -> {
                    rule.problem(
                            type,
                            "'" + rule.path(type) + "' is '" + word
                                    + "', but must be a contact, absent or leave-alone.",
                            Nearest.suggestion(word, List.of("absent", "leave-alone")),
                            EXAMPLE);
                    return Optional.empty();
                }
            }
        }
        Section section = rule.section(type);
        boolean absent = section.flag("absent", false);
        boolean alone = section.flag("leave-alone", false);
        Map<String, Optional<String>> written = new LinkedHashMap<>();
        Contact.FIELDS.forEach(field -> written.put(field, section.text(field)));
        boolean any = written.values().stream().anyMatch(Optional::isPresent);
        if (absent || alone) {
            if (any || (absent && alone)) {
                rule.problem(
                        type,
                        "'" + rule.path(type) + "' wants two things at once.",
                        "A contact is wanted, or absent, or left alone.",
                        rule.path(type) + ": absent");
                return Optional.empty();
            }
            return Optional.of(absent ? Wish.ABSENT : Wish.LEAVE_ALONE);
        }
        return contact(section, written).map(Wish::of);
    }

    private static Optional<Contact> contact(Section section, Map<String, Optional<String>> written) {
        boolean good = true;
        for (Map.Entry<String, Optional<String>> entry : written.entrySet()) {
            String field = entry.getKey();
            if (entry.getValue().isEmpty()) {
                good = false;
                if (!section.has(field)) {
                    section.problem(
                            field,
                            "'" + section.path(field) + "' is missing.",
                            "AWS takes a contact only as a whole: name, title, email and phone.",
                            EXAMPLE);
                }
                continue;
            }
            String objection = Contact.objection(field, entry.getValue().get());
            if (!objection.isEmpty()) {
                good = false;
                section.problem(
                        field, "'" + section.path(field) + "' " + objection + ".", Contact.rule(field), example(field));
            }
        }
        return good
                ? Optional.of(new Contact(
                        value(written, "name"),
                        value(written, "title"),
                        value(written, "email"),
                        value(written, "phone")))
                : Optional.empty();
    }

    private static String value(Map<String, Optional<String>> written, String field) {
        return written.getOrDefault(field, Optional.empty()).orElse("");
    }

    private static String example(String field) {
        return switch (field) {
            case "name" -> "name: Security Operations";
            case "title" -> "title: SOC";
            case "email" -> "email: aws-security@example.com";
            default -> "phone: \"+1 555 0100\"";
        };
    }

    /** What is wanted of one type in one account, and which rule says so. */
    record Answer(Wish wish, String rule) {}

    /** The nearest rule's wish; to leave the contact alone when no rule names the type. */
    Answer wanted(Member member, ContactType type) {
        return rules.stream()
                .filter(rule -> rule.wishes().containsKey(type))
                .filter(rule -> rule.nearness(member) != Rule.FAR)
                .max(Comparator.comparingInt(rule -> rule.nearness(member)))
                .map(rule -> new Answer(
                        rule.wishes().getOrDefault(type, Wish.LEAVE_ALONE),
                        rule.text() + " (line " + rule.place().line() + ")"))
                .orElse(new Answer(Wish.LEAVE_ALONE, ""));
    }

    /** The types that some rule names, so that they must be read. */
    Set<ContactType> types() {
        Set<ContactType> types = EnumSet.noneOf(ContactType.class);
        for (Rule rule : rules) {
            rule.wishes().forEach((type, wish) -> {
                if (wish.kind() != Wish.Kind.LEAVE_ALONE) {
                    types.add(type);
                }
            });
        }
        return types;
    }

    String file() {
        return file;
    }

    /** Whether it takes the units of an account to say what is wanted there. */
    public boolean namesUnits() {
        return rules.stream().anyMatch(rule -> rule.kind() == Rule.Kind.UNIT);
    }

    /**
     * Holds the rules to the organization as it is. A unit that is not there is an error, since its accounts would silently
     * get the wider rule's contact; so are two rules for the same unit. An account that is not there is a warning: it left.
     */
    void compare(List<Member> members, Problems problems) {
        Set<Member.Unit> units = new java.util.LinkedHashSet<>();
        members.forEach(member -> units.addAll(member.units()));
        Map<String, Rule> byUnit = new HashMap<>();
        for (Rule rule : rules) {
            if (rule.kind() == Rule.Kind.UNIT) {
                Optional<Member.Unit> unit = units.stream()
                        .filter(found -> Rule.names(rule.target(), found))
                        .findFirst();
                if (unit.isEmpty()) {
                    problems.error(unknownUnit(rule.target(), units)
                            .at(rule.place().file(), rule.place().line()));
                    continue;
                }
                Rule first = byUnit.putIfAbsent(unit.get().id(), rule);
                if (first != null && !first.equals(rule)) {
                    problems.error(Problem.of(
                                    "There are two rules for the organizational unit "
                                            + unit.get().path() + ".",
                                    "The other one is in line " + first.place().line()
                                            + ": one names its path, the other its id "
                                            + unit.get().id() + ".",
                                    "put both into one rule")
                            .at(rule.place().file(), rule.place().line()));
                }
            }
            if (rule.kind() == Rule.Kind.ACCOUNT
                    && members.stream().noneMatch(member -> member.id().value().equals(rule.target()))) {
                problems.warning(Problem.of(
                                "The account " + rule.target() + " is not in the organization.",
                                "Its rule concerns nobody.",
                                "remove the rule, or check the id")
                        .at(rule.place().file(), rule.place().line()));
            }
        }
    }

    /** No account is below such a unit. */
    static Problem unknownUnit(String unit, Set<Member.Unit> units) {
        Set<String> names = new TreeSet<>();
        units.forEach(found -> names.add(Rule.isUnitId(unit) ? found.id() : found.path()));
        String suggestion = Nearest.suggestion(unit, names);
        return Problem.of(
                "There is no organizational unit '" + unit + "' with an account in it or below it.",
                suggestion.isEmpty() && !names.isEmpty()
                        ? "There are: "
                                + String.join(", ", names.stream().limit(8).toList())
                                + (names.size() > 8 ? ", … " + names.size() + " in all." : ".")
                        : suggestion,
                "write its id, or its names from the root: /Workloads/Prod");
    }
}
