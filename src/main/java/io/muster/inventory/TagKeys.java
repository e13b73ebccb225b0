package io.muster.inventory;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tag keys that name owner, environment and data class, in the order in which they are looked for.
 *
 * @param owner such as {@code owner, Owner}; empty when not configured
 */
public record TagKeys(List<String> owner, List<String> environment, List<String> data) {

    /** Nothing is configured, so nothing is found. */
    public static final TagKeys NONE = new TagKeys(List.of(), List.of(), List.of());

    public TagKeys {
        owner = List.copyOf(owner);
        environment = List.copyOf(environment);
        data = List.copyOf(data);
    }

    public Optional<String> ownerIn(Map<String, String> tags) {
        return first(owner, tags);
    }

    public Optional<String> environmentIn(Map<String, String> tags) {
        return first(environment, tags);
    }

    public Optional<String> dataClassIn(Map<String, String> tags) {
        return first(data, tags);
    }

    private static Optional<String> first(List<String> keys, Map<String, String> tags) {
        return keys.stream()
                .map(tags::get)
                .filter(value -> value != null && !value.isBlank())
                .findFirst();
    }
}
