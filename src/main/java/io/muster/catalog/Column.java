package io.muster.catalog;

/**
 * One column of a query, as its header declares it.
 *
 * @param nullable whether a row may leave it empty; a null elsewhere makes the row unreadable
 */
public record Column(String name, ColumnType type, boolean nullable) {}
