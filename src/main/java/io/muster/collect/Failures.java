package io.muster.collect;

import io.muster.finding.Reason;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Classifies what Steampipe, PostgreSQL and AWS say when something cannot be read. Steampipe reports every AWS error with
 * the SQLSTATE HV000, so the text decides.
 */
final class Failures {

    private static final int LONGEST = 400;

    private static final Pattern THROTTLED = Pattern.compile(
            "Throttl|RequestLimitExceeded|TooManyRequests|Rate exceeded|SlowDown|RequestThrottled|BandwidthLimitExceeded",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CREDENTIALS = Pattern.compile(
            "ExpiredToken|RequestExpired|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidAccessKeyId"
                    + "|AuthFailure|no EC2 IMDS role found|failed to refresh cached credentials|Probable clock skew"
                    + "|failed to retrieve credentials|security token included in the request is (?:invalid|expired)");
    private static final Pattern DENIED = Pattern.compile(
            "AccessDenied|UnauthorizedOperation|AuthorizationError|not authorized|StatusCode: 403|Forbidden"
                    + "|explicit deny|permission denied",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DRIFT = Pattern.compile(
            "missing \\d+ required qual|not globally unique|failed to populate column|hydrate function .* failed with panic");
    private static final Pattern TIMED_OUT =
            Pattern.compile("context deadline exceeded|Client\\.Timeout|statement timeout|Read timed out");
    private static final Pattern REQUEST_ID = Pattern.compile(
            ",? ?(?:RequestID|HostID|Request ID|request id): ?[A-Za-z0-9+/=-]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern PREFIX = Pattern.compile("^(?:ERROR: )?(?:rpc error: code = \\w+ desc = )*");
    private static final Pattern TOKEN =
            Pattern.compile("(?i)(password|secret|token|authorization)(\\s*[=:]\\s*)(\\S+)");

    private Failures() {}

    static Failure of(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        String text = clean(text(error));
        if (hasCause(error, SocketTimeoutException.class)) {
            return new Failure(Reason.TIMED_OUT, "no answer until the socket was closed: " + text, true, false);
        }
        if (state.equals("57014") || state.equals("57P05")) {
            return Failure.of(Reason.TIMED_OUT, text);
        }
        if (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53")) {
            return new Failure(Reason.UNREACHABLE, text, true, false);
        }
        if (state.startsWith("42") || state.startsWith("3F") || state.startsWith("22") || state.startsWith("0A")) {
            Reason reason = state.equals("42501") ? Reason.DENIED : Reason.SCHEMA_DRIFT;
            return Failure.of(reason, text);
        }
        return ofText(text);
    }

    /** The server's own message, without where in the server it arose. */
    private static String text(SQLException error) {
        ServerErrorMessage server = error instanceof PSQLException own ? own.getServerErrorMessage() : null;
        String message = server == null ? null : server.getMessage();
        return message == null ? String.valueOf(error.getMessage()) : message;
    }

    /** The failure that an error text of AWS or Steampipe speaks of. */
    static Failure ofText(String message) {
        String text = clean(message);
        if (THROTTLED.matcher(text).find()) {
            return Failure.of(Reason.THROTTLED, text);
        }
        if (CREDENTIALS.matcher(text).find()) {
            return new Failure(Reason.DENIED, text, false, true);
        }
        if (DENIED.matcher(text).find()) {
            return Failure.of(Reason.DENIED, text);
        }
        if (DRIFT.matcher(text).find()) {
            return Failure.of(Reason.SCHEMA_DRIFT, text);
        }
        if (TIMED_OUT.matcher(text).find()) {
            return Failure.of(Reason.TIMED_OUT, text);
        }
        return Failure.of(Reason.UNREACHABLE, text);
    }

    /** One line without request ids, transport prefixes and anything that looks like a secret. */
    static String clean(String message) {
        String text = PREFIX.matcher(message.strip()).replaceFirst("");
        text = REQUEST_ID.matcher(text).replaceAll("");
        text = TOKEN.matcher(text).replaceAll("$1$2…");
        text = text.replaceAll("\\s+", " ");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static boolean hasCause(Throwable error, Class<? extends Throwable> type) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
