package io.muster.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FindingTest {

    @Test
    void fields_have_the_names_and_the_order_that_reports_promise() {
        Finding finding = finding(Verdict.UNKNOWN, Reason.TIMED_OUT)
                .withHistory(Instant.parse("2026-11-23T05:00:00Z"), Instant.parse("2026-11-24T05:00:00Z"), null);

        assertThat(finding.fields().keySet()).containsExactlyElementsOf(Finding.FIELDS);
        assertThat(finding.fields())
                .containsEntry("check", "trails_log")
                .containsEntry("verdict", "unknown")
                .containsEntry("reason", "timed-out")
                .containsEntry("first_seen", "2026-11-23T05:00:00Z")
                .containsEntry("fixed_at", null)
                .containsEntry("seen", 3L);
    }

    @Test
    void unknown_has_a_reason_and_nothing_else_has_one() {
        assertThatThrownBy(() -> finding(Verdict.UNKNOWN, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> finding(Verdict.PASS, Reason.DENIED)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void gaps_are_failures_and_unknowns() {
        assertThat(finding(Verdict.FAIL, null).isGap()).isTrue();
        assertThat(finding(Verdict.UNKNOWN, Reason.DENIED).isGap()).isTrue();
        assertThat(finding(Verdict.FAIL, null).accepted("SOC, T-1").isGap()).isFalse();
        assertThat(finding(Verdict.NOT_APPLICABLE, null).isGap()).isFalse();
    }

    private static Finding finding(Verdict verdict, @Nullable Reason reason) {
        return new Finding(
                new CheckId("trails_log"),
                "Trails log",
                Severity.CRITICAL,
                verdict,
                reason,
                new AccountId("111111111111"),
                "production",
                null,
                "111111111111",
                "has no trail",
                3L,
                "{}",
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
