package io.muster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.problem.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contents of data, secrets, environment variables, user data and code are never collected. */
final class ContentsTest {

    /** Columns that hold contents in whichever table they stand. */
    private static final Set<String> ANYWHERE = Set.of(
            "auth_parameters",
            "basic_auth_credentials",
            "certificate_pem",
            "certificate_wallet",
            "connection_properties",
            "container_definitions",
            "default_arguments",
            "environment_variables",
            "exported_environment_variables",
            "hyper_parameters",
            "launch_template_data",
            "non_overridable_arguments",
            "secret_binary",
            "secret_string",
            "template_body",
            "template_body_json",
            "user_data");

    /** Columns whose names are harmless in other tables. */
    private static final Map<String, Set<String>> OF_TABLE = Map.ofEntries(
            Map.entry("aws_api_gateway_api_key", Set.of("value")),
            Map.entry("aws_athena_query_execution", Set.of("query", "execution_parameters")),
            Map.entry("aws_cloudformation_stack", Set.of("parameters", "outputs")),
            Map.entry("aws_cloudformation_stack_set", Set.of("parameters")),
            Map.entry("aws_cloudtrail_trail_event", Set.of("cloud_trail_event", "request_parameters")),
            Map.entry("aws_cloudwatch_log_event", Set.of("message", "message_json")),
            Map.entry("aws_codebuild_build", Set.of("environment")),
            Map.entry("aws_codebuild_project", Set.of("environment")),
            Map.entry("aws_connect_instance_attribute", Set.of("value")),
            Map.entry("aws_ecs_task", Set.of("overrides")),
            Map.entry("aws_glue_job", Set.of("command")),
            Map.entry("aws_lambda_function", Set.of("code")),
            Map.entry("aws_lambda_layer_version", Set.of("content")),
            Map.entry("aws_lambda_version", Set.of("code")),
            Map.entry("aws_pipes_pipe", Set.of("enrichment_parameters", "source_parameters", "target_parameters")),
            Map.entry("aws_s3_object", Set.of("body")),
            Map.entry("aws_sagemaker_training_job", Set.of("environment")),
            Map.entry("aws_sfn_state_machine", Set.of("definition")),
            Map.entry("aws_sfn_state_machine_execution", Set.of("input", "output")),
            Map.entry("aws_ssm_association", Set.of("parameters")),
            Map.entry("aws_ssm_document", Set.of("content", "parameters")),
            Map.entry("aws_ssm_inventory", Set.of("content")),
            Map.entry("aws_ssm_parameter", Set.of("value", "source_result")),
            Map.entry("aws_synthetics_canary", Set.of("code")));

    /** Members of JSON columns and of answers of the API that hold contents. */
    private static final Set<String> MEMBERS = Set.of(
            "AuthParameters",
            "Code",
            "ContainerDefinitions",
            "Environment",
            "EnvironmentVariables",
            "SecretBinary",
            "SecretString",
            "UserData",
            "Variables",
            "environment",
            "secrets");

    /** What of a template is a setting: the way to it passes by the user data, which stays behind. */
    private static final Pattern SETTING =
            Pattern.compile("launch_template_data\\s*->\\s*'(?:MetadataOptions|ImageId|InstanceType)'");

    private static final Pattern OPERATION = Pattern.compile(
            "(?:Batch)?GetSecretValue|GetParameters?(?:ByPath|History)?|GetObject.*|SelectObjectContent|GetFunction.*|GetLogEvents"
                    + "|FilterLogEvents|GetLogRecord|StartQuery|GetQueryResults|LookupEvents|DescribeInstanceAttribute"
                    + "|DescribeLaunchTemplateVersions|DescribeTaskDefinition|ReceiveMessage|GetRecords|GetTemplate|GetItem"
                    + "|Scan|Query|GetApiKeys?|GetConsole.*|GetPasswordData|GetEnvironment.*");

    private static final Pattern LITERAL = Pattern.compile("'([^']*)'");
    private static final Pattern WHOLE_ROW = Pattern.compile("\\*|\\b(?:to_jsonb?|row_to_json)\\b");
    private static final Pattern WORD = Pattern.compile("[a-z_][a-z0-9_]*");

    private final Pack pack = PackLoader.load(List.of(Path.of(System.getProperty("muster.home", "."))), new Problems());

    @Test
    void no_statement_reads_contents() {
        assertThat(pack.queries().stream().filter(QuerySpec::isSql))
                .isNotEmpty()
                .allSatisfy(query -> assertThat(contents(query.tables(), Objects.requireNonNull(query.sql())))
                        .as(query.id().value())
                        .isEmpty());
    }

    @Test
    void no_operation_answers_with_contents() {
        assertThat(pack.queries().stream().filter(QuerySpec::isApi))
                .isNotEmpty()
                .allSatisfy(query -> {
                    ApiSpec api = Objects.requireNonNull(query.api());
                    assertThat(api.operation()).as(query.id().value()).doesNotMatch(OPERATION);
                    assertThat(api.columns().values().stream().flatMap(path -> Stream.of(path.split("\\."))))
                            .as(query.id().value())
                            .doesNotContainAnyElementsOf(MEMBERS);
                });
    }

    @Test
    void no_table_has_a_column_that_is_called_like_contents() {
        assertThat(pack.queries())
                .allSatisfy(query -> assertThat(query.columns())
                        .as(query.id().value())
                        .extracting(Column::name)
                        .doesNotContainAnyElementsOf(ANYWHERE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from aws_lambda_function",
                "select f.* from aws_lambda_function f",
                "select user_data from aws_ec2_instance",
                "select launch_template_data from aws_ec2_launch_template_version",
                "select launch_template_data -> 'UserData' as d from aws_ec2_launch_template_version",
                "select code from aws_lambda_function",
                "select value as v from aws_ssm_parameter",
                "select configuration -> 'Environment' as e from aws_lambda_function",
                "select jsonb_path_query_array(configuration, '$[*].UserData') as u from aws_ec2_instance",
                "select to_jsonb(f) from aws_lambda_function f",
            })
    void the_test_sees_contents(String sql) {
        Matcher table = Pattern.compile("aws_[a-z0-9_]+").matcher(sql);
        assertThat(table.find()).isTrue();

        assertThat(contents(List.of(table.group()), sql)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select launch_template_data -> 'MetadataOptions' ->> 'HttpTokens' as t from aws_ec2_launch_template_version",
                "select tags ->> 'environment_variables' as t, count(*) as n from aws_vpc",
                "select value from aws_tagging_resource",
            })
    void the_test_sees_no_contents_where_none_are(String sql) {
        Matcher table = Pattern.compile("aws_[a-z0-9_]+").matcher(sql);
        assertThat(table.find()).isTrue();

        assertThat(contents(List.of(table.group()), sql)).isEmpty();
    }

    private static List<String> contents(List<String> tables, String sql) {
        String statement = sql.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
        List<String> found = new ArrayList<>();
        String rest = SETTING.matcher(statement).replaceAll("setting");
        LITERAL.matcher(rest)
                .results()
                .flatMap(literal -> Stream.of(literal.group(1).split("[^A-Za-z0-9_]+")))
                .filter(MEMBERS::contains)
                .forEach(found::add);
        String names = LITERAL.matcher(rest).replaceAll("''").toLowerCase(Locale.ROOT);
        WHOLE_ROW.matcher(names.replace("count(*)", "")).results().forEach(match -> found.add(match.group()));
        WORD.matcher(names)
                .results()
                .map(word -> word.group())
                .filter(word -> ANYWHERE.contains(word)
                        || tables.stream()
                                .anyMatch(table ->
                                        OF_TABLE.getOrDefault(table, Set.of()).contains(word)))
                .forEach(found::add);
        return found;
    }
}
