package io.muster.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kits can be found from where a reader needs them, and no page leads nowhere. */
final class LinksTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    private static List<Path> links(Path page) {
        List<Path> links = new ArrayList<>();
        Path folder = page.toAbsolutePath().getParent();
        for (Matcher link = LINK.matcher(Kit.text(page)); link.find(); ) {
            links.add(
                    folder == null
                            ? Path.of(link.group(1))
                            : folder.resolve(link.group(1)).normalize());
        }
        return links;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "deploy/detections/README.md",
                "deploy/containment/README.md",
                "checks/evidence/pivot_queries_ready/README.md",
                "checks/containment/containment_policies_prepared/README.md",
                "checks/containment/quarantine_policy_prepared/README.md"
            })
    void each_link_leads_to_a_file(String page) {
        assertThat(links(Kit.HOME.resolve(page)))
                .isNotEmpty()
                .allSatisfy(file ->
                        assertThat(Files.exists(file)).as(file.toString()).isTrue());
    }

    @Test
    void the_kits_are_linked_from_the_readme_and_from_the_checks_that_ask_for_them() {
        Path detections = Kit.folder("detections").resolve("README.md").normalize();
        Path containment = Containment.FOLDER.resolve("README.md").normalize();

        assertThat(links(Kit.HOME.resolve("README.md"))).contains(detections, containment);
        assertThat(links(Kit.HOME.resolve("checks/evidence/pivot_queries_ready/README.md")))
                .contains(detections);
        assertThat(links(Kit.HOME.resolve("checks/containment/containment_policies_prepared/README.md")))
                .contains(containment);
    }
}
