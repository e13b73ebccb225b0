package io.muster.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.PythonTools;
import io.muster.catalog.Pack;
import io.muster.catalog.PackLoader;
import io.muster.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Muster prints, before the linters of those who would deploy it. */
final class TemplatesLintIT {

    private static final Pack PACK =
            PackLoader.load(List.of(Path.of(System.getProperty("muster.home", "."))), new Problems());
    private static final Names NAMES =
            new Names("aws", "muster-audit", "incident-responder", "222222222222", null, List.of("SECURITY"), true);

    /** Findings that hold for reading everything, or for AWS's own documents, which have no account. */
    private static final String PARLIAMENT = """
            import json, sys
            from parliament import analyze_policy_string
            accepted = {"RESOURCE_STAR", "RESOURCE_POLICY_PRIVILEGE_ESCALATION"}
            for line in open(sys.argv[1]):
                for finding in analyze_policy_string(line).findings:
                    if finding.issue not in accepted and "ssm:SendCommand" not in str(finding.detail):
                        print(finding.issue, finding.detail)
            """;

    @Test
    void cloudformation_lint_has_nothing_to_say(@TempDir Path folder) throws IOException {
        Path programs = PythonTools.programs("lint", "cfn-lint==1.58.0", "parliament==1.6.4");
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
        Path programs = PythonTools.programs("lint", "cfn-lint==1.58.0", "parliament==1.6.4");
        StringBuilder documents = new StringBuilder();
        for (Purpose purpose : Purpose.values()) {
            for (Policy policy : new Grants(PACK, NAMES, null).policies(purpose)) {
                documents.append(policy.document().replace("\n", " ")).append('\n');
            }
        }
        Path input = folder.resolve("policies.txt");
        Files.writeString(input, documents);
        Path script = folder.resolve("lint.py");
        Files.writeString(script, PARLIAMENT);
        Path said = folder.resolve("said.txt");

        int code = PythonTools.run(said, programs.resolve("python").toString(), script.toString(), input.toString());

        assertThat(Files.readString(said)).isBlank();
        assertThat(code).isZero();
    }
}
