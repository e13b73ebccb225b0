package io.muster.audit;

import io.muster.check.TableReader;
import io.muster.collect.TableSink;
import io.muster.finding.AccountId;
import io.muster.finding.RunId;
import io.muster.inventory.QueryId;
import io.muster.inventory.TableDigest;
import io.muster.state.State;
import io.muster.state.TableInfo;
import io.muster.state.TableWriter;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The tables of one run in the state: where collecting writes them, and where checking reads them. */
final class StateTables implements TableSink, TableReader {

    private final State state;
    private final RunId run;

    StateTables(State state, RunId run) {
        this.state = state;
        this.run = run;
    }

    @Override
    public TableSink.Writer open(AccountId account, QueryId query) {
        return new StateWriter(state.tables().write(run, account, query));
    }

    @Override
    public OptionalLong previousRows(AccountId account, QueryId query) {
        return state.tables().previousRows(account, query);
    }

    @Override
    public long size(AccountId account, QueryId query) {
        return state.tables().info(run, account, query).map(TableInfo::bytes).orElse(0L);
    }

    @Override
    public void read(AccountId account, QueryId query, Consumer<byte[]> chunks) {
        state.tables().read(run, account, query, chunks);
    }

    private record StateWriter(TableWriter writer) implements TableSink.Writer {

        @Override
        public void append(byte[] row, byte[] key) {
            writer.append(row, key);
        }

        @Override
        public TableDigest commit() {
            return writer.commit();
        }

        @Override
        public void close() {
            writer.close();
        }
    }
}
