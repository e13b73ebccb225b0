package io.muster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The architecture of Muster: which package may use which. The table is the document; the tests hold the code to it. */
final class ArchitectureTest {

    private static final String ROOT = "io.muster.";

    private static final Map<String, List<String>> MAY_USE = table();

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.muster");

    private static Map<String, List<String>> table() {
        Map<String, List<String>> table = new LinkedHashMap<>();
        table.put("problem", List.of());
        table.put("settings", List.of("problem"));
        table.put("finding", List.of("problem"));
        table.put("inventory", List.of("finding", "problem"));
        table.put("catalog", List.of("finding", "inventory", "settings", "problem"));
        table.put("state", List.of("finding", "inventory", "settings", "problem"));
        table.put("collect", List.of("catalog", "inventory", "finding", "settings", "problem"));
        table.put("check", List.of("catalog", "inventory", "finding", "settings", "problem"));
        table.put("report", List.of("catalog", "finding", "inventory", "state", "settings", "problem", "pages"));
        table.put("push", List.of("finding", "inventory", "state", "settings", "problem"));
        table.put("permissions", List.of("catalog", "finding", "inventory", "problem"));
        table.put("connections", List.of("finding", "settings", "problem"));
        table.put("doctor", List.of("problem"));
        table.put("remediate", List.of("permissions", "finding", "inventory", "state", "settings", "problem"));
        table.put("lookup", List.of("inventory", "finding", "state", "settings", "problem"));
        table.put(
                "audit",
                List.of(
                        "catalog",
                        "collect",
                        "check",
                        "report",
                        "push",
                        "state",
                        "inventory",
                        "finding",
                        "settings",
                        "problem"));
        table.put(
                "serve",
                List.of(
                        "audit",
                        "lookup",
                        "remediate",
                        "report",
                        "push",
                        "state",
                        "catalog",
                        "finding",
                        "inventory",
                        "settings",
                        "problem"));
        table.put("demo", List.of("catalog", "inventory", "finding", "settings", "problem"));
        table.put("cli", List.copyOf(table.keySet()));
        table.put("pages", List.of("report", "serve", "lookup", "state", "finding", "inventory", "catalog", "problem"));
        return table;
    }

    @Test
    void every_package_is_in_the_table() {
        Set<String> packages = CLASSES.stream()
                .map(type -> type.getPackageName())
                .filter(name -> name.startsWith(ROOT))
                .map(name -> name.substring(ROOT.length()))
                .map(name -> name.contains(".") ? name.substring(0, name.indexOf('.')) : name)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(MAY_USE.keySet()).containsAll(packages);
    }

    @TestFactory
    Stream<DynamicTest> each_package_uses_only_what_the_table_allows() {
        return MAY_USE.entrySet().stream()
                .map(entry ->
                        DynamicTest.dynamicTest(entry.getKey(), () -> requireOnly(entry.getKey(), entry.getValue())));
    }

    private static void requireOnly(String name, List<String> allowed) {
        String[] forbidden = MAY_USE.keySet().stream()
                .filter(other -> !other.equals(name) && !allowed.contains(other))
                .map(other -> ROOT + other + "..")
                .toArray(String[]::new);
        if (forbidden.length == 0) {
            return;
        }
        noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(true)
                .because("'" + name + "' may use " + allowed + " only: stages never see each other, only 'audit' knows"
                        + " their order")
                .check(CLASSES);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("io.muster.(*)..").should().beFreeOfCycles().check(without("pages"));
    }

    @Test
    void sql_is_spoken_only_where_a_database_is_the_subject() {
        onlyIn(
                List.of("collect", "state", "demo"),
                List.of("java.sql..", "org.jdbi..", "com.zaxxer..", "org.flywaydb.."),
                "every question to the state is a named method of 'state', and only 'collect' asks Steampipe");
    }

    @Test
    void only_the_stages_that_read_or_change_aws_use_its_sdk() {
        onlyIn(
                List.of("collect", "remediate"),
                List.of("software.amazon.awssdk.."),
                "a reader must find every call to AWS in one place");
    }

    @Test
    void only_cli_speaks_with_the_terminal() {
        onlyIn(List.of("cli"), List.of("picocli.."), "commands are thin; the work is in the stages");
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "cli..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .accessField(System.class, "out")
                .because("stdout is the product and belongs to 'cli'")
                .check(CLASSES);
    }

    private static void onlyIn(List<String> packages, List<String> libraries, String because) {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        packages.stream().map(name -> ROOT + name + "..").toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries.toArray(String[]::new))
                .because(because)
                .check(CLASSES);
    }

    private static JavaClasses without(String name) {
        return CLASSES.that(com.tngtech.archunit.base.DescribedPredicate.describe(
                "outside of " + name, type -> !type.getPackageName().startsWith(ROOT + name)));
    }
}
