package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Linters of those who would deploy it, from PyPI: Parliament for policies, and CloudFormation's own for templates. */
public final class PolicyLint {

    private static final String PARLIAMENT = """
            import json, sys
            from parliament import analyze_policy_string
            accepted = set(sys.argv[2].split(","))
            for line in open(sys.argv[1]):
                for finding in analyze_policy_string(line).findings:
                    if finding.issue not in accepted and "ssm:SendCommand" not in str(finding.detail):
                        print(finding.issue, finding.detail)
            """;

    private PolicyLint() {}

    /** The folder with their programs. */
    public static Path programs() {
        return PythonTools.programs("lint", "cfn-lint==1.58.0", "parliament==1.6.4");
    }

    /** Fails for what Parliament finds in one of the documents, but for the issues that are accepted. */
    public static void policies(Path folder, List<String> documents, Set<String> accepted) throws IOException {
        StringBuilder lines = new StringBuilder();
        documents.forEach(document -> lines.append(document.replace("\n", " ")).append('\n'));
        Path input = Files.writeString(folder.resolve("policies.txt"), lines);
        Path script = Files.writeString(folder.resolve("lint.py"), PARLIAMENT);
        Path said = folder.resolve("said.txt");

        int code = PythonTools.run(
                said,
                programs().resolve("python").toString(),
                script.toString(),
                input.toString(),
                String.join(",", accepted));

        assertThat(Files.readString(said)).isBlank();
        assertThat(code).isZero();
    }
}
