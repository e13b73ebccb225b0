package io.muster.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.catalog.QuerySpec;
import io.muster.finding.AccountId;
import io.muster.inventory.Account;
import io.muster.inventory.AccountState;
import io.muster.inventory.Slice;
import io.muster.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CircuitTest {

    private static final QuerySpec ROLES = Queries.global("roles", "aws_iam_role", "account_id text", "arn text");
    private static final Account ACCOUNT = new Account(
            new AccountId("111111111111"),
            "one",
            "",
            AccountState.ACTIVE,
            "aws",
            false,
            List.of(),
            Map.of(),
            null,
            null,
            null,
            "aws_one");

    private final MemorySink sink = new MemorySink();

    private List<String> told(Source source) throws InterruptedException {
        return new Circuit(source, () -> true)
                .read(ACCOUNT, ROLES, sink).stream().map(World::line).toList();
    }

    @Test
    void a_bug_that_one_table_meets_costs_that_table_only() throws InterruptedException {
        Source source = (query, into) -> {
            throw new IllegalStateException("an answer that nobody thought of");
        };

        List<Slice> slices = new Circuit(source, () -> true).read(ACCOUNT, ROLES, sink);

        assertThat(slices).hasSize(1);
        assertThat(World.line(slices.get(0))).isEqualTo("unreadable not-collected");
        assertThat(slices.get(0).message()).contains("a bug of Muster (IllegalStateException)");
    }

    @Test
    void a_state_that_cannot_be_written_ends_the_run() {
        Source source = (query, into) -> {
            throw ProblemException.couldNotRun("The disk is full.", "", "");
        };

        assertThatThrownBy(() -> told(source)).isInstanceOf(ProblemException.class);
    }
}
