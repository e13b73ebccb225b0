package io.muster.check;

import io.muster.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An OPA that decides, run by Muster or by somebody else. */
sealed interface Opa extends AutoCloseable permits OwnOpa, ForeignOpa {

    Reply ask(String path, RequestBody body, Duration allowed);

    /** Counts the starts of the process behind it, so that a failure can be told from one before the last restart. */
    int life();

    /** After an unreachable reply in that life: whether it makes sense to ask again, having started it anew if need be. */
    boolean revive(int life, String failure);

    /** Why nothing more is asked in this run; empty while it answers. */
    Optional<String> down();

    /** Proves that it still serves the pack's policies; throws a problem when it does not. */
    void confirm();

    /** What is worth saying of it, such as another version than the one Muster is tested with. */
    List<Problem> warnings();

    /** For people: version and kind. */
    String description();

    @Override
    void close();
}
