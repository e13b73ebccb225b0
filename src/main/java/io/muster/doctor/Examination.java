package io.muster.doctor;

import static java.util.Objects.requireNonNull;

import io.muster.problem.Diagnosis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The test of one part.
 *
 * @param patience after which the part counts as broken
 */
public record Examination(String part, Duration patience, Callable<List<Diagnosis>> test) {

    public Examination {
        requireNonNull(part, "part is null");
        requireNonNull(patience, "patience is null");
        requireNonNull(test, "test is null");
    }
}
