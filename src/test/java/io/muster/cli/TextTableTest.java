package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TextTableTest {

    private final TextTable table = new TextTable("ID", "WHY", "TRY");

    @Test
    void without_a_width_every_row_is_one_line() {
        table.row("a", "something that is rather long to read", "this");

        assertThat(table.lines())
                .containsExactly(
                        "ID  WHY                                    TRY",
                        "a   something that is rather long to read  this");
    }

    @Test
    void the_widest_columns_go_on_below_themselves() {
        table.row("a", "something that is rather long to read", "look into the log of the target");
        table.row("b", "", "nothing");

        assertThat(table.lines(44))
                .containsExactly(
                        "ID  WHY                  TRY",
                        "a   something that is    look into the log",
                        "    rather long to read  of the target",
                        "b                        nothing")
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(44));
    }

    @Test
    void a_word_breaks_only_where_it_is_longer_than_its_column() {
        table.row("a", "arn:aws:iam::111122223333:role/responder", "x");

        assertThat(table.lines(30))
                .containsExactly(
                        "ID  WHY                    TRY", "a   arn:aws:iam::11112222  x", "    3333:role/responder");
    }

    @Test
    void columns_do_not_become_too_narrow_to_read() {
        table.row("a", "x".repeat(30), "y".repeat(30));

        assertThat(table.lines(10).get(1)).isEqualTo("a   " + "x".repeat(12) + "  " + "y".repeat(12));
    }
}
