package io.muster.catalog;

/** How often a query or check is asked. */
public enum Scope {
    /** Once for each account. */
    ACCOUNT,
    /** Once a run: a query through the management account's connection, a check about the organization. */
    ORGANIZATION
}
