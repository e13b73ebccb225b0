package io.muster.inventory;

import static java.util.Objects.requireNonNull;

/**
 * What a table holds, in two numbers.
 *
 * @param sha256 over its rows in their order, each followed by a newline, as hex: what {@code sha256sum} says of the
 *     table as a file
 */
public record TableDigest(long rows, String sha256) {

    public TableDigest {
        requireNonNull(sha256, "sha256 is null");
    }
}
