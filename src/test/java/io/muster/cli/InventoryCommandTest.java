package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class InventoryCommandTest {

    private final Cli cli = Cli.here();

    @Test
    void the_list_names_every_query_with_its_source() {
        Cli.Result list = cli.run("inventory", "list");

        assertThat(list.code()).isZero();
        assertThat(list.err()).isEmpty();
        assertThat(list.out())
                .startsWith("QUERY")
                .containsPattern("cloudtrail_trails +account +true +aws_cloudtrail_trail +[0-9]+ +CloudTrail")
                .containsPattern("account_regions +account +false +aws_region");
    }

    @Test
    void the_list_is_json_for_scripts() {
        assertThat(cli.run("inventory", "list", "--format", "json").out())
                .startsWith("[ {")
                .contains("\"query\" : \"cloudtrail_trails\"", "\"source\" : [ \"aws_cloudtrail_trail\" ]");
    }

    @Test
    void a_query_is_shown_with_columns_permissions_readers_and_its_sql() {
        Cli.Result shown = cli.run("inventory", "show", "cloudtrail_trails");

        assertThat(shown.code()).isZero();
        assertThat(shown.out())
                .contains("cloudtrail:DescribeTrails", "cloudtrail_log_validation", "from aws_cloudtrail_trail")
                .containsPattern("COLUMN +TYPE +MAY BE EMPTY")
                .containsPattern("file +.*inventory-queries/cloudtrail/trails.sql");
    }

    @Test
    void an_operation_of_the_aws_api_is_shown_as_its_file() {
        assertThat(cli.run("inventory", "show", "organizations_trusted_access").out())
                .contains("source       organizations:ListAWSServiceAccessForOrganization");
    }

    @Test
    void a_name_with_a_typo_gets_the_nearest_one_and_exit_code_2() {
        Cli.Result shown = cli.run("inventory", "show", "cloudtrial_trails");

        assertThat(shown.code()).isEqualTo(2);
        assertThat(shown.out()).isEmpty();
        assertThat(shown.err()).isEqualTo("""
                        Error: There is no query 'cloudtrial_trails'.
                          Did you mean 'cloudtrail_trails'?
                        Try: muster inventory list
                        """);
    }

    @Test
    void no_word_after_inventory_is_wrong_usage() {
        Cli.Result nothing = cli.run("inventory");

        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("Which of list, show or run?");
    }
}
