package io.muster.check;

/** What came of a request to OPA. */
sealed interface Reply {

    /** An answer, whatever its status; answers are never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    record Answered(int status, byte[] body) implements Reply {}

    /** No answer within the time allowed; the connection is closed, which is what stops OPA. */
    record TimedOut() implements Reply {}

    /** No connection, or one that broke. */
    record Unreachable(String message) implements Reply {}
}
