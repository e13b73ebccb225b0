package io.muster.cli;

import io.muster.collect.TableSink;
import io.muster.finding.AccountId;
import io.muster.inventory.QueryId;
import io.muster.inventory.TableDigest;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps the rows of one query in a temporary folder, account by account, until they are printed. Rows of others go nowhere. */
final class Spool implements TableSink, AutoCloseable {

    private final QueryId wanted;
    private final Path folder;
    private final Map<AccountId, Path> tables = new ConcurrentHashMap<>();

    Spool(QueryId wanted) throws IOException {
        this.wanted = wanted;
        this.folder = Files.createTempDirectory("muster-rows-");
    }

    @Override
    public Writer open(AccountId account, QueryId query) {
        return query.equals(wanted) ? new FileWriter(account) : new NoWriter();
    }

    @Override
    public OptionalLong previousRows(AccountId account, QueryId query) {
        return OptionalLong.empty();
    }

    /** The rows of an account in the order of their key; nothing when its table was never committed. */
    void forEach(AccountId account, Consumer<String> rows) throws IOException {
        Path table = tables.get(account);
        if (table == null) {
            return;
        }
        try (BufferedReader lines = Files.newBufferedReader(table)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.accept(line);
            }
        }
    }

    @Override
    public void close() throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    private final class FileWriter implements Writer {

        private final AccountId account;
        private final Path file;
        private final OutputStream out;
        private long rows;

        FileWriter(AccountId account) {
            this.account = account;
            try {
                this.file = Files.createTempFile(folder, account + "-", ".ndjson");
                this.out = new BufferedOutputStream(Files.newOutputStream(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void append(byte[] row, byte @Nullable [] key) {
            try {
                out.write(row);
                out.write("\n".getBytes(StandardCharsets.UTF_8));
                rows++;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public TableDigest commit() {
            close();
            tables.put(account, file);
            return new TableDigest(rows, "");
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class NoWriter implements Writer {

        private long rows;

        @Override
        public void append(byte[] row, byte @Nullable [] key) {
            rows++;
        }

        @Override
        public TableDigest commit() {
            return new TableDigest(rows, "");
        }

        @Override
        public void close() {}
    }
}
