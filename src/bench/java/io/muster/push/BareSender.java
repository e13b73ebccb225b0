package io.muster.push;

import io.muster.finding.RunId;
import io.muster.push.Answer.Accepted;
import io.muster.push.Lane.Confirmations;
import io.muster.state.OutboxBatch;
import io.muster.state.Run;
import io.muster.state.State;
import io.muster.state.TableInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What delivery would be without an outbox: the same rows, encoder, batches, compression and lanes, with a queue in memory
 * between them. The reference that the cost of durability is measured against.
 */
public final class BareSender {

    private static final int WAITING = 6;

    private final State state;
    private final SplunkConfig config;
    private final Clock clock;
    private final BlockingQueue<Cut> queue = new ArrayBlockingQueue<>(WAITING);

    /** A batch on its way; the one without bytes says that there are no more. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Cut(OutboxBatch batch, byte @Nullable [] bytes) {}

    public BareSender(State state, SplunkConfig config, Clock clock) {
        this.state = state;
        this.config = config;
        this.clock = clock;
    }

    /** Returns when every row of the run was acknowledged. */
    public void send(RunId id) throws InterruptedException, ExecutionException {
        Run run = state.runs().find(id).orElseThrow();
        Target target = SplunkHecTarget.open(config, clock);
        ExecutorService threads = Executors.newFixedThreadPool(target.lanes());
        try {
            List<Future<?>> lanes = new ArrayList<>();
            for (int lane = 0; lane < target.lanes(); lane++) {
                lanes.add(threads.submit(() -> {
                    send(target.open());
                    return true;
                }));
            }
            encode(run, target);
            for (int lane = 0; lane < target.lanes(); lane++) {
                put(new Cut(batch(run.id(), 0, "end", 0, 0), null));
            }
            for (Future<?> lane : lanes) {
                lane.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private OutboxBatch batch(RunId run, int position, String kind, int events, long bytes) {
        return new OutboxBatch(position, run, config.name(), position, 0, kind, false, events, bytes, 1);
    }

    private void encode(Run run, Target target) {
        EventEncoder encoder = new EventEncoder(run.id(), run.started(), Map.of());
        int[] position = {0};
        BatchCutter cutter = new BatchCutter(target.format(), target.maxBatch(), run.started(), cut -> {
            byte[] lines = cut.lines().toArray();
            put(new Cut(batch(run.id(), position[0]++, cut.kind().word(), cut.events(), lines.length), lines));
        });
        List<TableInfo> tables = new ArrayList<>();
        state.tables().forEachTable(run.id(), tables::add);
        for (TableInfo table : tables) {
            state.tables().read(run.id(), table.account(), table.query(), chunk -> {
                int from = 0;
                for (int i = 0; i < chunk.length; i++) {
                    if (chunk[i] == '\n') {
                        cutter.add(encoder.row(table.account(), table.query(), chunk, from, i));
                        from = i + 1;
                    }
                }
            });
        }
        cutter.finish();
    }

    /** Lanes that fail take nothing any more, and this must not wait for them. */
    private void put(Cut cut) {
        try {
            if (!queue.offer(cut, 1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("nothing was sent for a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void send(Lane lane) throws InterruptedException {
        boolean more = true;
        while (more || lane.unconfirmed() > 0) {
            if (more) {
                Cut next = queue.take();
                byte[] bytes = next.bytes();
                more = bytes != null;
                if (bytes != null) {
                    Answer answer = lane.send(next.batch(), Gzip.pack(bytes, 0, bytes.length));
                    if (!(answer instanceof Accepted)) {
                        throw new IllegalStateException("a batch was not accepted: " + answer);
                    }
                }
            }
            Instant confirmation = lane.nextConfirmation(!more);
            if (confirmation != null) {
                long wait = confirmation.toEpochMilli() - clock.millis();
                if (!more && wait > 0) {
                    TimeUnit.MILLISECONDS.sleep(wait);
                }
                if (wait <= 0 || !more) {
                    confirm(lane);
                }
            }
        }
    }

    private static void confirm(Lane lane) throws InterruptedException {
        Confirmations confirmations = lane.confirm();
        if (!confirmations.lost().isEmpty() || confirmations.stop() != null) {
            throw new IllegalStateException("a batch was not confirmed");
        }
    }
}
