package io.muster.state;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Something to do in one transaction. */
interface Work<T extends @Nullable Object> {

    T in(Handle handle) throws SQLException;
}
