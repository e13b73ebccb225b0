package io.muster.state;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStateTest extends StateContract {

    @TempDir
    Path folder;

    @Override
    StateConfig emptyDatabase() {
        return StateConfig.sqlite(folder.resolve("muster.db"));
    }
}
