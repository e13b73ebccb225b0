package io.muster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.problem.Problems;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The frameworks of the pack: their names, and that every control exists. */
final class FrameworksTest {

    private static final Map<String, Set<String>> CONTROLS = Map.of(
            "aws-sir",
            Set.of(
                    "develop-and-implement-a-tagging-strategy",
                    "develop-and-implement-an-aws-account-structure",
                    "develop-incident-response-playbooks",
                    "prepare-access-to-aws-accounts",
                    "select-and-enable-log-sources",
                    "source-containment",
                    "technique-access-containment",
                    "update-aws-account-contact-information"),
            "aws-well-architected",
            union(List.of(numbered("SEC04-BP0", 4), numbered("SEC10-BP0", 8))),
            "cis-aws-5.0",
            union(List.of(
                    numbered("1.", 21),
                    numbered("2.1.", 4),
                    numbered("2.2.", 4),
                    numbered("2.3.", 1),
                    numbered("3.", 9),
                    numbered("4.", 16),
                    numbered("5.1.", 2),
                    Set.of("5.2", "5.3", "5.4", "5.5", "5.6", "5.7"))),
            "mitre-attack",
            Set.of("DS0010", "DS0014", "DS0015", "DS0025", "DS0028", "DS0029"),
            "nist-800-61r3",
            Set.of(
                    "DE.AE-02",
                    "DE.AE-03",
                    "DE.AE-04",
                    "DE.AE-06",
                    "DE.AE-07",
                    "DE.AE-08",
                    "DE.CM-01",
                    "DE.CM-02",
                    "DE.CM-03",
                    "DE.CM-06",
                    "DE.CM-09",
                    "ID.AM-01",
                    "ID.AM-02",
                    "ID.AM-03",
                    "ID.AM-04",
                    "ID.AM-05",
                    "ID.AM-07",
                    "ID.AM-08",
                    "ID.IM-01",
                    "ID.IM-02",
                    "ID.IM-03",
                    "ID.IM-04",
                    "PR.AA-01",
                    "PR.AA-02",
                    "PR.AA-03",
                    "PR.AA-04",
                    "PR.AA-05",
                    "PR.AA-06",
                    "PR.DS-01",
                    "PR.DS-02",
                    "PR.DS-10",
                    "PR.DS-11",
                    "PR.IR-01",
                    "PR.IR-02",
                    "PR.IR-03",
                    "PR.IR-04",
                    "PR.PS-01",
                    "PR.PS-02",
                    "PR.PS-03",
                    "PR.PS-04",
                    "PR.PS-05",
                    "PR.PS-06",
                    "RS.AN-03",
                    "RS.AN-06",
                    "RS.AN-07",
                    "RS.AN-08",
                    "RS.CO-02",
                    "RS.CO-03",
                    "RS.MA-01",
                    "RS.MI-01",
                    "RS.MI-02"));

    private final List<CheckSpec> checks = PackLoader.load(
                    List.of(Path.of(System.getProperty("muster.home", "."))), new Problems())
            .checks();

    private static Set<String> numbered(String prefix, int last) {
        return IntStream.rangeClosed(1, last)
                .mapToObj(number -> prefix + number)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> union(List<Set<String>> sets) {
        return sets.stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_framework_is_one_of_those_that_muster_names() {
        assertThat(CONTROLS.keySet())
                .isEqualTo(
                        Arrays.stream(Framework.values()).map(Framework::word).collect(Collectors.toSet()));
        assertThat(checks)
                .allSatisfy(check -> assertThat(check.frameworks().keySet())
                        .as(check.id().value())
                        .isSubsetOf(CONTROLS.keySet()));
        assertThat(checks.stream().flatMap(check -> check.frameworks().keySet().stream()))
                .containsAll(CONTROLS.keySet());
    }

    @Test
    void every_control_exists_and_is_named_once_a_check() {
        for (CheckSpec check : checks) {
            check.frameworks()
                    .forEach((framework, controls) -> assertThat(controls)
                            .as(check.id() + ": " + framework)
                            .isNotEmpty()
                            .doesNotHaveDuplicates()
                            .isSubsetOf(CONTROLS.getOrDefault(framework, Set.of())));
        }
    }

    @Test
    void controls_are_named_with_their_framework() {
        assertThat(checks.stream()
                        .filter(check -> check.id().value().equals("admin_ports_closed"))
                        .flatMap(check -> check.controls().stream()))
                .containsSequence(
                        Stream.of("cis-aws-5.0:5.3", "cis-aws-5.0:5.4").toList());
    }
}
