package io.muster.collect;

import io.muster.catalog.QuerySpec;
import io.muster.inventory.Slice;
import java.util.List;

/** Where tables come from: Steampipe, the AWS API, or the SIEM. For one account and one thread. */
interface Source {

    /** Reads one table into the sink. What cannot be read is a slice, never an exception. */
    List<Slice> read(QuerySpec query, TableSink sink) throws InterruptedException;
}
