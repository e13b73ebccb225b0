package io.muster.permissions;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One statement of a policy.
 *
 * @param id letters and digits
 * @param actions in alphabetical order
 * @param conditions operator to key to values
 */
public record Statement(
        String id,
        boolean allow,
        List<String> actions,
        List<String> resources,
        Map<String, Map<String, List<String>>> conditions) {

    /** The resource of actions that know none, or that are needed for all. */
    static final List<String> ALL = List.of("*");

    public Statement {
        requireNonNull(id, "id is null");
        actions = List.copyOf(new TreeSet<>(actions));
        resources = List.copyOf(resources);
        conditions = Map.copyOf(conditions);
    }

    static Statement allow(String id, Collection<String> actions, List<String> resources) {
        return new Statement(id, true, List.copyOf(actions), resources, Map.of());
    }

    static Statement allowIf(
            String id,
            Collection<String> actions,
            List<String> resources,
            Map<String, Map<String, List<String>>> conditions) {
        return new Statement(id, true, List.copyOf(actions), resources, conditions);
    }

    static Statement deny(String id, Collection<String> actions, List<String> resources) {
        return new Statement(id, false, List.copyOf(actions), resources, Map.of());
    }

    /** The same statement for some of its actions. */
    Statement only(String part, List<String> some) {
        return new Statement(id + part, allow, some, resources, conditions);
    }

    ObjectNode json() {
        ObjectNode statement = JsonNodeFactory.instance.objectNode();
        statement.put("Sid", id);
        statement.put("Effect", allow ? "Allow" : "Deny");
        actions.forEach(statement.putArray("Action")::add);
        if (resources.size() == 1) {
            statement.put("Resource", resources.get(0));
        } else {
            resources.forEach(statement.putArray("Resource")::add);
        }
        if (!conditions.isEmpty()) {
            ObjectNode condition = statement.putObject("Condition");
            new TreeMap<>(conditions).forEach((operator, keys) -> {
                ObjectNode test = condition.putObject(operator);
                new TreeMap<>(keys).forEach((key, values) -> {
                    if (values.size() == 1) {
                        test.put(key, values.get(0));
                    } else {
                        values.forEach(test.putArray(key)::add);
                    }
                });
            });
        }
        return statement;
    }
}
