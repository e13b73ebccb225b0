package io.muster.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.collect.FakeSteampipe.Shape;
import io.muster.collect.FakeSteampipe.Trip;
import io.muster.collect.SteampipeConfig.Confirm;
import io.muster.problem.Diagnosis;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the doctor says of Steampipe in each of its shapes. */
final class SteampipeCheckupIT {

    private static List<String> bad(List<Diagnosis> found) {
        return found.stream()
                .filter(diagnosis -> diagnosis.level() != Diagnosis.Level.OK)
                .map(diagnosis -> diagnosis.level().word() + " " + diagnosis.part() + ": " + diagnosis.message())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = Shape.class,
            names = {"AGGREGATOR", "SCHEMAS"})
    void connections_that_answer_are_counted(Shape shape) throws InterruptedException {
        FakeSteampipe steampipe = new FakeSteampipe(shape)
                .connection("aws_one", "111111111111", "us-east-1")
                .connection("aws_two", "222222222222", "us-east-1");

        List<Diagnosis> found = new SteampipeCheckup(steampipe.config()).examine(true);

        assertThat(bad(found)).isEmpty();
        assertThat(found).extracting(Diagnosis::message).contains("2 of 2 connections answer for an account.");
    }

    @Test
    void a_connection_that_is_refused_is_named_and_the_others_still_count() throws InterruptedException {
        FakeSteampipe steampipe = new FakeSteampipe(Shape.AGGREGATOR)
                .connection("aws_one", "111111111111", "us-east-1")
                .connection("aws_two", "222222222222", "us-east-1")
                .trip("aws_account", "aws_two", null, Trip.FAILS, FakeSteampipe.DEAD);

        List<Diagnosis> found = new SteampipeCheckup(steampipe.config()).examine(true);

        assertThat(bad(found)).singleElement().asString().contains("connections: 'aws_two':", "InvalidClientTokenId");
        assertThat(found).extracting(Diagnosis::message).contains("1 of 2 connections answer for an account.");
    }

    @Test
    void a_connection_in_the_state_of_error_is_named_without_asking_aws() throws InterruptedException {
        FakeSteampipe steampipe = new FakeSteampipe(Shape.SCHEMAS)
                .connection("aws_one", "111111111111", "us-east-1")
                .connection("aws_two", "222222222222", "us-east-1")
                .execute("update steampipe_internal.steampipe_connection set state = 'error', error = 'no profile'"
                        + " where name = 'aws_two'");

        assertThat(bad(new SteampipeCheckup(steampipe.config()).examine(false)))
                .containsExactly("broken connections: 'aws_two': no profile.");
    }

    @Test
    void an_fdw_that_hears_of_no_time_out_warns() throws InterruptedException {
        FakeSteampipe steampipe = new FakeSteampipe(Shape.AGGREGATOR)
                .connection("aws_one", "111111111111", "us-east-1")
                .execute("update steampipe_internal.steampipe_server_settings set fdw_version = '2.1.0'");

        assertThat(bad(new SteampipeCheckup(steampipe.config()).examine(false)))
                .singleElement()
                .asString()
                .startsWith("warning steampipe: Steampipe's FDW 2.1.0 cannot end a statement that hangs.");
    }

    @Test
    void a_server_that_is_not_there_says_how_to_start_one() throws InterruptedException {
        SteampipeConfig config =
                FakeSteampipe.config("jdbc:postgresql://localhost:1/steampipe", Duration.ofSeconds(5), Confirm.AUTO, 1);

        List<Diagnosis> found = new SteampipeCheckup(config).examine(false);

        assertThat(found).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.level()).isEqualTo(Diagnosis.Level.BROKEN);
            assertThat(diagnosis.fix()).contains("steampipe service start");
            assertThat(diagnosis.toString()).doesNotContain("password");
        });
    }

    @Test
    void a_database_without_steampipe_says_what_it_lacks() throws InterruptedException {
        FakeSteampipe steampipe = new FakeSteampipe(Shape.PLAIN).execute("drop table base.aws_account cascade");

        assertThat(bad(new SteampipeCheckup(steampipe.config()).examine(false)))
                .singleElement()
                .asString()
                .contains("is no Steampipe with the AWS plugin");
    }
}
