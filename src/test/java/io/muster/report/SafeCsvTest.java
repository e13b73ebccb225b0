package io.muster.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SafeCsvTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "=1+1, '=1+1",
                "+49 30, '+49 30",
                "@sum, '@sum",
                "-cmd, '-cmd",
                "-12.5, -12.5",
                "arn:aws:iam::1:role/x, arn:aws:iam::1:role/x"
            })
    void a_text_that_a_spreadsheet_takes_for_a_formula_gets_an_apostrophe(String text, String safe) {
        assertThat(SafeCsv.safe(text)).isEqualTo(safe);
    }

    @Test
    void quotes_commas_and_nothing_are_written_as_the_standard_says() throws IOException {
        StringWriter writer = new StringWriter();
        SafeCsv csv = new SafeCsv(writer, List.of("name", "rows", "region"));

        csv.record(Arrays.asList("R&D, \"test\"", 3L, null));

        assertThat(writer).hasToString("name,rows,region\r\n\"R&D, \"\"test\"\"\",3,\r\n");
    }
}
