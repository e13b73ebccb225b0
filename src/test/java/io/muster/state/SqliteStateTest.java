package io.muster.state;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStateTest extends StateContract {

    @TempDir
    Path folder;

    @Override
    StateConfig emptyDatabase() {
        return StateConfig.sqlite(folder.resolve("muster.db"));
    }

    @Override
    long stored(String table) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("muster.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
