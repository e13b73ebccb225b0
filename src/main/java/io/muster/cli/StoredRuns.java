package io.muster.cli;

import io.muster.problem.Nearest;
import io.muster.problem.ProblemException;
import io.muster.state.Run;
import io.muster.state.State;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the run that a command speaks of. */
final class StoredRuns {

    static final String NONE_YET = "No audit has run yet.";

    private StoredRuns() {}

    /** The run with this id (or the end of one), else the newest complete one. */
    static Run find(State state, @Nullable String id) {
        if (id == null) {
            return state.runs().latestComplete().orElseThrow(() -> noneComplete(state));
        }
        return state.runs()
                .find(id)
                .orElseThrow(() -> ProblemException.usage("There is no run '" + id + "'.", "", "muster runs"));
    }

    private static ProblemException noneComplete(State state) {
        boolean none = state.runs().list(1).isEmpty();
        return ProblemException.couldNotRun(
                "There is no complete run in " + state.described() + ".",
                none ? NONE_YET : "The runs in it did not come to their end; 'muster runs' says why.",
                none ? "muster audit" : "muster audit --resume");
    }

    /** What runs show of themselves as one line. */
    static void row(Listing listing, Run run) {
        listing.row(
                run.id(),
                run.status().word(),
                run.started().toString(),
                run.finished() == null
                        ? null
                        : TimeUnit.MILLISECONDS.toSeconds(
                                run.finished().toEpochMilli() - run.started().toEpochMilli()),
                run.accounts(),
                run.findings(),
                run.gaps(),
                run.scope(),
                run.why());
    }

    /** Words of an enum that a person wrote, in lower case with {@code -}; an unknown one is wrong usage. */
    static <E extends Enum<E>> Stream<E> words(List<String> written, Class<E> type, String option) {
        return written.stream().map(word -> {
            try {
                return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
            } catch (IllegalArgumentException e) {
                List<String> known = Stream.of(type.getEnumConstants())
                        .map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList();
                throw ProblemException.usage(
                        "'" + option + "' can't be '" + word + "'.",
                        Nearest.suggestion(word, known),
                        option + " with one of " + String.join(", ", known));
            }
        });
    }
}
