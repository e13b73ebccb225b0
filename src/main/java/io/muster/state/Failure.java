package io.muster.state;

import io.muster.problem.ProblemException;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says what a database's refusal means; what is no refusal, but a bug, passes as it is. */
final class Failure {

    private Failure() {}

    /** The database could not be opened. */
    static RuntimeException opening(StateConfig config, Throwable e) {
        SQLException cause = sqlCause(e);
        RuntimeException known = cause == null ? null : known(config.described(), cause);
        if (known != null) {
            return known;
        }
        return ProblemException.couldNotRun(
                "The " + config.described() + " could not be opened.",
                reason(cause == null ? e : cause),
                config.isSqlite()
                        ? "check the file and its folder, or name another file in 'state.url'"
                        : "check 'state.url', 'state.user' and 'state.password', and that the server runs",
                e);
    }

    /** Something that was thrown while the database was used. */
    static RuntimeException of(String described, Exception e) {
        if (e instanceof ProblemException problem) {
            return problem;
        }
        SQLException cause = sqlCause(e);
        RuntimeException known = cause == null ? null : known(described, cause);
        if (known != null) {
            return known;
        }
        if (e instanceof IOException) {
            return ProblemException.couldNotRun("The " + described + " could not be used.", reason(e), "", e);
        }
        if (e instanceof RuntimeException runtime) {
            return runtime;
        }
        return new IllegalStateException(e);
    }

    /**
     * Whether PostgreSQL gave up a transaction only because another one was in its way: serialization, deadlock, or one that
     * stored or removed the same thing at the same time.
     */
    static boolean isWorthAnotherTry(Exception e) {
        SQLException cause = sqlCause(e);
        String state = cause == null || cause.getSQLState() == null ? "" : cause.getSQLState();
        return state.equals("40001") || state.equals("40P01") || state.equals("23503") || state.equals("23505");
    }

    private static @Nullable RuntimeException known(String described, SQLException cause) {
        if (cause instanceof SQLiteException sqlite) {
            return sqlite(described, sqlite);
        }
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        if (state.equals("53100")) {
            return full(described, cause);
        }
        if (state.startsWith("28")) {
            return ProblemException.couldNotRun(
                    "The " + described + " refused the user.",
                    reason(cause),
                    "check 'state.user' and 'state.password'",
                    cause);
        }
        if (state.equals("3D000")) {
            return ProblemException.couldNotRun(
                    "The " + described + " does not exist.", reason(cause), "create it, empty", cause);
        }
        if (state.startsWith("08") || state.equals("57P01") || state.equals("57P03")) {
            return ProblemException.couldNotRun(
                    "The " + described + " does not answer.",
                    reason(cause),
                    "check that the server runs and that 'state.url' names it",
                    cause);
        }
        if (state.equals("25006") || state.equals("42501")) {
            return ProblemException.couldNotRun(
                    "The " + described + " may not be written by this user.",
                    reason(cause),
                    "grant the user its database, or name another one in 'state.url'",
                    cause);
        }
        return null;
    }

    private static @Nullable RuntimeException sqlite(String described, SQLiteException cause) {
        SQLiteErrorCode code = cause.getResultCode();
        if (code == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE) {
            // The file beside the database, which readers and writers share, finds no room either.
            return full(described, cause);
        }
        // The low byte is the family of an extended code.
        return switch (code.code & 0xff) {
            case 13 -> full(described, cause);
            case 8 ->
                ProblemException.couldNotRun(
                        "The " + described + " cannot be written.",
                        "The file or its folder is read-only for this user.",
                        "give the user the right to write both, or name another file in 'state.url'",
                        cause);
            case 14 ->
                ProblemException.couldNotRun(
                        "The " + described + " could not be opened.",
                        "The file or its folder may not be read or written by this user.",
                        "give the user the right to write both, or name another file in 'state.url'",
                        cause);
            case 26 ->
                ProblemException.couldNotRun(
                        "The " + described + " is no SQLite database.",
                        "The file holds something else; it was left as it is.",
                        "name another file in 'state.url'",
                        cause);
            case 11 ->
                ProblemException.couldNotRun(
                        "The " + described + " is damaged.",
                        reason(cause),
                        "put it back from a backup, or move it away and start with a new one",
                        cause);
            case 5, 6 ->
                ProblemException.couldNotRun(
                        "The " + described + " is in use.",
                        "Another process has been writing to it for more than 30 seconds.",
                        "wait for the other process to end",
                        cause);
            case 10 ->
                ProblemException.couldNotRun(
                        "The " + described + " could not be read or written.",
                        reason(cause),
                        "check the disk; a network drive is no place for an SQLite file",
                        cause);
            default -> null;
        };
    }

    private static ProblemException full(String described, SQLException cause) {
        return ProblemException.couldNotRun(
                "The " + described + " could not grow.",
                "The disk is full.",
                "free some space, or shorten 'state.retention'; nothing of what was complete is lost",
                cause);
    }

    private static @Nullable SQLException sqlCause(Throwable e) {
        Throwable at = e;
        while (at != null) {
            if (at instanceof SQLException sql) {
                return sql;
            }
            at = at.getCause();
        }
        return null;
    }

    static String reason(Throwable e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
