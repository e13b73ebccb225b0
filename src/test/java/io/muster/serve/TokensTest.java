package io.muster.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.problem.Problems;
import io.muster.serve.Tokens.Scope;
import java.security.SecureRandom;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TokensTest {

    private final Problems problems = new Problems();

    @Test
    void a_token_is_known_by_its_digest_and_allows_its_scopes() {
        Tokens.Issued issued = Tokens.issue("splunk", Set.of(Scope.LOOKUP), new SecureRandom());

        Tokens tokens = Tokens.parse("# who\n" + issued.line() + "\n", "tokens", problems);

        assertThat(problems.errors()).isEmpty();
        assertThat(tokens.caller(issued.token()))
                .hasValueSatisfying(caller -> assertThat(caller.scopes()).containsExactly(Scope.LOOKUP));
        assertThat(tokens.caller(issued.token() + "x")).isEmpty();
        assertThat(issued.line()).doesNotContain(issued.token());
        assertThat(issued).asString().doesNotContain(issued.token());
    }

    @Test
    void a_line_of_another_shape_is_a_problem_that_does_not_quote_it() {
        Tokens.parse("splunk my-own-secret lookup\nx y\n", "tokens", problems);

        assertThat(problems.errors()).hasSize(2);
        assertThat(problems.errors().toString()).doesNotContain("my-own-secret");
    }
}
