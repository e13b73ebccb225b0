package io.muster.state;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A batch and its place.
 *
 * @param publications each of them gets it
 * @param position which batch of them it is, from 0
 */
public record OutboxEntry(List<OutboxPublication> publications, int position, OutboxDraft draft) {

    public OutboxEntry {
        publications = List.copyOf(publications);
        requireNonNull(draft, "draft is null");
    }
}
