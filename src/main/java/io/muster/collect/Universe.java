package io.muster.collect;

import static java.util.Objects.requireNonNull;

import io.muster.inventory.Organization;
import io.muster.inventory.Slice;
import io.muster.problem.Problem;
import java.util.List;

/**
 * What a run must answer for.
 *
 * @param slices what became of reading it: the accounts and their regions
 * @param warnings what a person may want to know, such as accounts that no connection answers for
 */
public record Universe(Organization organization, List<Slice> slices, List<Problem> warnings) {

    public Universe {
        requireNonNull(organization, "organization is null");
        slices = List.copyOf(slices);
        warnings = List.copyOf(warnings);
    }
}
