package io.muster.catalog;

import io.muster.finding.CheckId;
import io.muster.finding.Severity;
import io.muster.inventory.QueryId;
import io.muster.problem.Problem.Place;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One check, as the header of its policy says.
 *
 * @param area the folder above it, such as {@code logging}
 * @param inventory the queries that it reads
 * @param requirements rows of the readiness catalogue that it decides
 * @param risk what a responder cannot do without it
 * @param fix one sentence
 * @param frameworks framework to the controls that it maps to, by name
 * @param file the policy
 */
public record CheckSpec(
        CheckId id,
        String area,
        String title,
        String description,
        List<String> relatedResources,
        Severity severity,
        Scope scope,
        List<QueryId> inventory,
        Partial partial,
        List<String> requirements,
        String risk,
        String fix,
        @Nullable String remediation,
        Map<String, List<String>> frameworks,
        List<String> aliases,
        Path file,
        Place place) {

    public CheckSpec {
        relatedResources = List.copyOf(relatedResources);
        inventory = List.copyOf(inventory);
        requirements = List.copyOf(requirements);
        frameworks = Collections.unmodifiableSortedMap(new TreeMap<>(frameworks));
        aliases = List.copyOf(aliases);
    }

    /** What it maps to, each as {@code framework:control}, such as {@code cis-aws-5.0:3.7}. */
    public List<String> controls() {
        return frameworks.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(control -> entry.getKey() + ":" + control))
                .toList();
    }

    /** How {@code input.ask} names it: {@code area/id}. */
    public String ask() {
        return area + "/" + id;
    }
}
