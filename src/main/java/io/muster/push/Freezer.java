package io.muster.push;

import io.muster.state.OutboxDraft;
import io.muster.state.OutboxEntry;
import io.muster.state.OutboxPublication;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches from one thread, compresses them side by side, and hands them on in their order, as many together as are
 * ready: to wait for the disk then costs neither the encoder nor each batch its own time.
 */
final class Freezer implements AutoCloseable {

    /** Compressing is what delivery costs most; more threads than this would only wait for the encoder. */
    private static final int PACKERS = 2;

    /** Batches in memory; with the largest allowed ones, 30 MB. */
    private static final int MOST_WAITING = 6;

    private static final int MOST_TOGETHER = 4;
    private static final long LOOK_MILLIS = 100;

    private final Consumer<List<OutboxEntry>> store;
    private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final ExecutorService packers = Executors.newFixedThreadPool(PACKERS, work -> daemon(work, "push-packer"));
    private final Thread thread = daemon(this::run, "push-freezer");
    private volatile @Nullable RuntimeException failure;

    /** A batch that may still be being compressed; the one without bytes is the end. */
    private record Item(
            List<OutboxPublication> publications,
            int position,
            @Nullable Future<OutboxDraft> draft) {}

    Freezer(Consumer<List<OutboxEntry>> store) {
        this.store = store;
        thread.start();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Takes a batch, whose bytes may change afterwards. Throws what an earlier batch failed with. */
    void add(List<OutboxPublication> publications, int position, BatchCutter.Batch batch) {
        byte[] lines = batch.lines().toArray();
        String kind = batch.kind().word();
        boolean last = batch.last();
        int events = batch.events();
        Future<OutboxDraft> draft = packers.submit(
                () -> new OutboxDraft(kind, last, events, lines.length, Gzip.pack(lines, 0, lines.length)));
        put(new Item(publications, position, draft));
    }

    private void put(Item item) {
        try {
            while (!queue.offer(item, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                throwFailure();
            }
            throwFailure();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    private static CancellationException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        CancellationException cancelled =
                new CancellationException("interrupted while events were put into the outbox");
        cancelled.initCause(e);
        return cancelled;
    }

    /** Returns when every batch is stored. */
    void finish() {
        put(new Item(List.of(), -1, null));
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        throwFailure();
    }

    private void run() {
        try {
            List<OutboxEntry> ready = next();
            while (!ready.isEmpty()) {
                store.accept(ready);
                ready = next();
            }
        } catch (RuntimeException e) {
            failure = e;
        } catch (ExecutionException e) {
            failure = new IllegalStateException("a batch could not be compressed", e.getCause());
        } catch (InterruptedException e) {
            failure = new CancellationException("stopped while events were put into the outbox");
        }
    }

    /** The next batch, and those behind it that are ready too; empty at the end. */
    private List<OutboxEntry> next() throws InterruptedException, ExecutionException {
        List<OutboxEntry> ready = new ArrayList<>();
        Item item = queue.take();
        while (item != null && item.draft() != null) {
            ready.add(new OutboxEntry(
                    item.publications(), item.position(), item.draft().get()));
            Item following = queue.peek();
            boolean more = following != null
                    && following.draft() != null
                    && following.draft().isDone()
                    && ready.size() < MOST_TOGETHER;
            item = more ? queue.poll() : null;
        }
        return ready;
    }

    /** Gives up what is not stored. */
    @Override
    public void close() {
        packers.shutdownNow();
        thread.interrupt();
    }
}
