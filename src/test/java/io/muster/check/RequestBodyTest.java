package io.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** Rows become an array without being parsed. */
final class RequestBodyTest {

    private static String body(Set<String> cut, String... chunks) {
        RequestBody body = new RequestBody().text("[");
        RequestBody.Rows rows = body.rows(cut);
        for (String chunk : chunks) {
            rows.add(chunk.getBytes(StandardCharsets.UTF_8));
        }
        body.text("]");
        String text = text(body);
        assertThat(body.length()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        return text;
    }

    private static String text(RequestBody body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CompletableFuture<String> text = new CompletableFuture<>();
        body.publisher().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ByteBuffer buffer) {
                byte[] part = new byte[buffer.remaining()];
                buffer.get(part);
                bytes.writeBytes(part);
            }

            @Override
            public void onError(Throwable failure) {
                text.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                text.complete(bytes.toString(StandardCharsets.UTF_8));
            }
        });
        return text.join();
    }

    @Test
    void chunks_are_joined_wherever_their_newlines_are() {
        assertThat(body(Set.of())).isEqualTo("[]");
        assertThat(body(Set.of(), "", "\n")).isEqualTo("[]");
        assertThat(body(Set.of(), "{\"a\":1}")).isEqualTo("[{\"a\":1}]");
        assertThat(body(Set.of(), "{\"a\":1}\n", "{\"a\":2}\n{\"a\":3}", "", "\n{\"a\":4}\n\n"))
                .isEqualTo("[{\"a\":1},{\"a\":2},{\"a\":3},{\"a\":4}]");
    }

    @Test
    void text_inside_a_row_stays_as_it_is() {
        String row = "{\"name\":\"a\\nb, ü 𝄞\",\"n\":9007199254740993123,\"x\":1.0}";

        assertThat(body(Set.of(), row + "\n" + row)).isEqualTo("[" + row + "," + row + "]");
        assertThat(body(Set.of("mars"), row + "\n" + row)).isEqualTo("[" + row + "," + row + "]");
    }

    @Test
    void rows_of_a_region_that_was_not_read_are_left_out() {
        String here = "{\"tags\":{\"region\":\"eu-west-1\"},\"region\":\"us-east-1\"}";
        String there = "{\"id\":1,\"region\":\"eu-west-1\"}";
        String nowhere = "{\"region\":null}";
        String global = "{\"region\":\"global\"}";

        assertThat(body(Set.of("eu-west-1"), there + "\n" + here + "\n", there, nowhere + "\n" + there + "\n" + global))
                .isEqualTo("[" + here + "," + nowhere + "," + global + "]");
    }
}
