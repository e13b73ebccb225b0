package io.muster.demo.world;

/** The ways in which people run Steampipe, as a reader of the database sees them. */
public enum Layout {
    /** One aggregator {@code aws} over connections that have no schema of their own. */
    AGGREGATOR,
    /** One schema for each connection. */
    SCHEMA_PER_CONNECTION,
    /** The foreign data wrapper in a PostgreSQL of one's own: one schema for each account, nothing of Steampipe besides. */
    STANDALONE
}
