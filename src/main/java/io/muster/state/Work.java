package io.muster.state;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** Something to do in one transaction, for its outcome. */
interface Work<T> {

    T in(Handle handle) throws SQLException;
}
