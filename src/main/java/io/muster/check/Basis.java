package io.muster.check;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What the verdicts of a run rest on beside the facts.
 *
 * @param expectations what checks compare with
 * @param exceptions failures that somebody accepts for a time
 * @param attestations what people say where no API can tell
 * @param now the time of the run, for checks and for expiry
 */
public record Basis(Expectations expectations, Exceptions exceptions, Attestations attestations, Instant now) {

    public Basis {
        requireNonNull(expectations, "expectations is null");
        requireNonNull(exceptions, "exceptions is null");
        requireNonNull(attestations, "attestations is null");
        requireNonNull(now, "now is null");
    }
}
