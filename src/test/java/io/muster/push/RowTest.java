package io.muster.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RowTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    {"region":"eu-west-1"}                                        | "eu-west-1"
                    {"id":"x","region":"eu-west-1","b":1}                         | "eu-west-1"
                    {"a":{"region":"no","b":[{"region":"no"}]},"region":"yes"}    | "yes"
                    {"a":"\\"region\\":\\"no\\"","region":"yes"}                  | "yes"
                    {"a":"ends with \\\\","region":"yes"}                         | "yes"
                    {"a":["}",{"b":"]"}],"c":-1.5e3,"d":true,"region":"yes"}      | "yes"
                    { "a" : 1 , "region" : "yes" }                                | "yes"
                    {"region":null}                                               |
                    {"region":""}                                                 |
                    {"region":["eu-west-1"]}                                      |
                    {"a":{"region":"no"}}                                         |
                    {"aregion":"no","regions":"no"}                               |
                    {}                                                            |
                    {"a":"torn                                                    |
                    {"region":                                                    |
                    """)
    void the_region_is_found_at_the_top_of_a_row_and_nowhere_else(String row, String region) {
        byte[] bytes = ("before" + row + "after").getBytes(StandardCharsets.UTF_8);
        Bytes found = new Bytes(8);

        Row.region(bytes, "before".length(), bytes.length - "after".length(), found);

        assertThat(found.toString()).isEqualTo(region == null ? "" : region);
    }
}
