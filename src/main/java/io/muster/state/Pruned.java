package io.muster.state;

/**
 * What was forgotten.
 *
 * @param chunks pieces of tables that no run that is left has in common with those that went
 */
public record Pruned(long runs, long chunks, long findings, long assets) {}
