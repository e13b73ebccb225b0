package io.muster.deploy;

import io.muster.PolicyLint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The containment policies, filled in with the examples of their README, before a linter of policies. */
final class ContainmentLintIT {

    /** Parliament knows no IPv6; what those ranges do is for {@link ContainmentTest}. */
    private static final Pattern IPV6 = Pattern.compile("\"2001:[^\"]*\"");

    @Test
    void a_linter_of_policies_knows_each_action_key_and_operator(@TempDir Path folder) throws IOException {
        List<String> documents = new ArrayList<>();
        for (String name : Containment.names()) {
            documents.add(IPV6.matcher(Containment.filledIn(name)).replaceAll("\"192.0.2.0/24\""));
        }

        PolicyLint.policies(folder, documents, Set.of("RESOURCE_STAR"));
    }
}
