package io.muster.state;

import static java.util.Objects.requireNonNull;

/**
 * A batch that a target has, as it was acknowledged.
 *
 * @param position which batch of its publication; below 0 for one that was redriven
 * @param part which part of the batch at that position, 0 for the batch itself
 * @param kind what its events tell
 * @param bytes before compression
 * @param digest SHA-256 of the compressed bytes, as hex
 * @param proof how sure it is: {@code indexed}, {@code accepted} or {@code written}
 */
public record OutboxReceipt(int position, int part, String kind, int events, long bytes, String digest, String proof) {

    public OutboxReceipt {
        requireNonNull(kind, "kind is null");
        requireNonNull(digest, "digest is null");
        requireNonNull(proof, "proof is null");
    }
}
