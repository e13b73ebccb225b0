package io.muster.permissions;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One managed policy, within the size that AWS allows.
 *
 * @param attachTo who gets it, as a person would say
 */
public record Policy(String name, String attachTo, List<Statement> statements) {

    /** AWS counts a managed policy without white space. */
    public static final int LONGEST = 6_144;

    public Policy {
        requireNonNull(name, "name is null");
        requireNonNull(attachTo, "attachTo is null");
        statements = List.copyOf(statements);
    }

    /** The policy's document, indented. */
    public String document() {
        return Json.text(json());
    }

    /** Its size as AWS counts it. */
    public int size() {
        return json().toString().length();
    }

    /** All actions that it allows, in alphabetical order. */
    public List<String> allowed() {
        return statements.stream()
                .filter(Statement::allow)
                .flatMap(statement -> statement.actions().stream())
                .distinct()
                .sorted()
                .toList();
    }

    ObjectNode json() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("Version", "2012-10-17");
        statements.forEach(statement -> document.withArray("Statement").add(statement.json()));
        return document;
    }

    /**
     * The statements in as many policies as their size takes: whole services in order while they fit, a service that is
     * too large for one is cut. The first keeps the name, the others get a number.
     */
    static List<Policy> fit(String name, String attachTo, List<Statement> statements) {
        List<Policy> policies = new ArrayList<>();
        List<Statement> current = new ArrayList<>();
        for (Statement statement : statements) {
            for (Statement part : parts(name, attachTo, statement)) {
                current.add(part);
                if (new Policy(name, attachTo, current).size() > LONGEST) {
                    current.remove(current.size() - 1);
                    policies.add(new Policy(numbered(name, policies.size()), attachTo, current));
                    current = new ArrayList<>(List.of(part));
                }
            }
        }
        if (!current.isEmpty()) {
            policies.add(new Policy(numbered(name, policies.size()), attachTo, current));
        }
        return List.copyOf(policies);
    }

    private static String numbered(String name, int before) {
        return before == 0 ? name : name + "-" + (before + 1);
    }

    private static List<Statement> parts(String name, String attachTo, Statement statement) {
        if (new Policy(name, attachTo, List.of(statement)).size() <= LONGEST) {
            return List.of(statement);
        }
        Map<String, List<String>> services = new TreeMap<>();
        statement
                .actions()
                .forEach(action -> services.computeIfAbsent(
                                action.substring(0, action.indexOf(':')), service -> new ArrayList<>())
                        .add(action));
        List<List<String>> groups = new ArrayList<>();
        for (List<String> service : services.values()) {
            if (fits(name, attachTo, statement, service)) {
                groups.add(service);
            } else {
                service.forEach(action -> groups.add(List.of(action)));
            }
        }
        List<Statement> parts = new ArrayList<>();
        List<String> current = new ArrayList<>();
        for (List<String> group : groups) {
            List<String> more = new ArrayList<>(current);
            more.addAll(group);
            if (!current.isEmpty() && !fits(name, attachTo, statement, more)) {
                parts.add(statement.only(String.valueOf(parts.size() + 1), current));
                current = new ArrayList<>(group);
            } else {
                current = more;
            }
        }
        parts.add(statement.only(String.valueOf(parts.size() + 1), current));
        return parts;
    }

    private static boolean fits(String name, String attachTo, Statement statement, List<String> actions) {
        return new Policy(name, attachTo, List.of(statement.only("99", actions))).size() <= LONGEST;
    }
}
