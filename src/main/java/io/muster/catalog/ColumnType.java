package io.muster.catalog;

import java.util.Locale;

/** The type of a query's column, in PostgreSQL's words. */
public enum ColumnType {
    TEXT,
    BOOLEAN,
    BIGINT,
    DOUBLE,
    NUMERIC,
    TIMESTAMPTZ,
    JSONB,
    INET,
    CIDR;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
