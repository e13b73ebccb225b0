package io.muster.remediate.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.muster.settings.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

final class AwsAccessTest {

    private static final String GIVEN =
            "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>k</AccessKeyId>"
                    + "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
                    + "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";

    private final AtomicInteger asked = new AtomicInteger();
    private volatile String refusal = "";
    private HttpServer sts;
    private AwsAccess access;

    @BeforeEach
    void start() throws IOException {
        sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sts.createContext("/", exchange -> {
            boolean first = asked.incrementAndGet() == 1;
            String error =
                    "<ErrorResponse><Error><Code>" + refusal + "</Code><Message>no</Message></Error></ErrorResponse>";
            byte[] answer = (first ? error : GIVEN).getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(first ? 400 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        sts.start();
        URI url = URI.create("http://127.0.0.1:" + sts.getAddress().getPort());
        access = new AwsAccess(
                new AwsSettings("eu-west-1", url, "a", new Secret("b"), Duration.ofSeconds(20)), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        access.close();
        sts.stop(0);
    }

    private AwsCredentialsProvider role() {
        return access.assume(AssumeRoleRequest.builder()
                .roleArn("arn:aws:iam::111122223333:role/responder")
                .roleSessionName("muster")
                .build());
    }

    @Test
    void a_role_that_was_only_throttled_is_asked_for_again() {
        refusal = "Throttling";

        assertThatThrownBy(() -> role().resolveCredentials())
                .isInstanceOfSatisfying(
                        AwsFailure.class, failure -> assertThat(failure.kind()).isEqualTo(AwsFailure.Kind.THROTTLED));

        assertThat(role().resolveCredentials().accessKeyId()).isEqualTo("k");
    }

    @Test
    void a_role_that_was_denied_is_asked_for_once() {
        refusal = "AccessDenied";

        assertThatThrownBy(() -> role().resolveCredentials()).isInstanceOf(AwsFailure.class);
        assertThatThrownBy(() -> role().resolveCredentials()).isInstanceOf(AwsFailure.class);

        assertThat(asked).hasValue(1);
    }
}
