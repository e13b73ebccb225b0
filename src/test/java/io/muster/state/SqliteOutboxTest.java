package io.muster.state;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteOutboxTest extends OutboxContract {

    @TempDir
    Path folder;

    @Override
    StateConfig emptyDatabase() {
        return StateConfig.sqlite(folder.resolve("muster.db"));
    }
}
