package io.muster.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.PolicyLint;
import io.muster.PythonTools;
import io.muster.catalog.Pack;
import io.muster.catalog.PackLoader;
import io.muster.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Muster prints, before the linters of those who would deploy it. */
final class TemplatesLintIT {

    private static final Pack PACK =
            PackLoader.load(List.of(Path.of(System.getProperty("muster.home", "."))), new Problems());
    private static final Names NAMES =
            new Names("aws", "muster-audit", "incident-responder", "222222222222", null, List.of("SECURITY"), true);

    /** They hold for reading everything, or for AWS's own documents, which have no account. */
    private static final Set<String> ACCEPTED = Set.of("RESOURCE_STAR", "RESOURCE_POLICY_PRIVILEGE_ESCALATION");

    @Test
    void cloudformation_lint_has_nothing_to_say(@TempDir Path folder) throws IOException {
        Path programs = PolicyLint.programs();
        for (Purpose purpose : Purpose.values()) {
            for (ManagedPolicy beyond : new ManagedPolicy[] {null, ManagedPolicy.SECURITY_AUDIT}) {
                Path template = folder.resolve(purpose.word() + ".json");
                Files.writeString(
                        template, new Templates(new Grants(PACK, NAMES, beyond), beyond).cloudFormation(purpose));
                Path said = folder.resolve("said.txt");

                int code = PythonTools.run(said, programs.resolve("cfn-lint").toString(), "--", template.toString());

                assertThat(Files.readString(said)).as(purpose.word()).isBlank();
                assertThat(code).isZero();
            }
        }
    }

    @Test
    void a_linter_of_policies_finds_no_unknown_action_and_no_malformed_resource(@TempDir Path folder)
            throws IOException {
        List<String> documents = new ArrayList<>();
        for (Purpose purpose : Purpose.values()) {
            new Grants(PACK, NAMES, null).policies(purpose).forEach(policy -> documents.add(policy.document()));
        }

        PolicyLint.policies(folder, documents, ACCEPTED);
    }
}
