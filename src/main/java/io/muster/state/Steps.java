package io.muster.state;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** Something to do in one transaction that has no outcome. */
interface Steps {

    void in(Handle handle) throws SQLException;

    default Work<Boolean> asWork() {
        return handle -> {
            in(handle);
            return true;
        };
    }
}
