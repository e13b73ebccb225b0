package io.muster.demo.world;

import java.sql.SQLException;

/** Writes the rows of one kind of tables, account by account. */
interface AccountRows {

    void write(DemoAccount account, Sheets sheets) throws SQLException;
}
