package io.muster.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class WriteQueueTest {

    @TempDir
    private Path folder;

    /** Writes in a thread of its own, and returns as soon as that thread waits for its turn, or for what the work waits for. */
    private static FutureTask<Integer> write(WriteQueue queue, Work<Integer> work) throws InterruptedException {
        FutureTask<Integer> task = new FutureTask<>(() -> queue.write(work, false));
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
        return task;
    }

    @Test
    void an_error_in_one_write_is_its_own_and_the_others_are_written() throws Exception {
        Jdbi database = Jdbi.create("jdbc:sqlite:" + folder.resolve("muster.db"));
        database.useHandle(handle -> handle.execute("create table thing (number int)"));
        WriteQueue queue = new WriteQueue(database, new Sql());
        CountDownLatch all = new CountDownLatch(1);
        FutureTask<Integer> first = write(queue, handle -> {
            try {
                all.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return handle.execute("insert into thing values (1)");
        });
        FutureTask<Integer> broken = write(queue, handle -> {
            handle.execute("insert into thing values (2)");
            throw new StackOverflowError();
        });
        FutureTask<Integer> last = write(queue, handle -> handle.execute("insert into thing values (3)"));

        all.countDown();

        assertThat(first.get()).isEqualTo(1);
        assertThat(last.get()).isEqualTo(1);
        assertThat(error(broken)).isInstanceOf(StackOverflowError.class);
        assertThat(database.<List<Integer>, RuntimeException>withHandle(
                        handle -> handle.createQuery("select number from thing order by number")
                                .mapTo(Integer.class)
                                .list()))
                .containsExactly(1, 3);
    }

    private static Throwable error(FutureTask<Integer> task) throws InterruptedException {
        try {
            return new AssertionError("it was written: " + task.get());
        } catch (ExecutionException e) {
            return Objects.requireNonNullElse(e.getCause(), e);
        }
    }
}
