package io.muster.collect;

import io.muster.collect.Failure.Trait;
import io.muster.finding.Reason;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Classifies what Steampipe, PostgreSQL and AWS say when something cannot be read. Steampipe reports every AWS error with
 * the SQLSTATE HV000, so the text decides.
 */
final class Failures {

    private static final int LONGEST = 400;

    /** One kind of error text; the first kind that a text matches decides. */
    private record Kind(Pattern pattern, Reason reason, Set<Trait> traits) {

        static Kind of(String pattern, Reason reason, Trait... traits) {
            return new Kind(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), reason, Set.of(traits));
        }
    }

    private static final List<Kind> KINDS = List.of(
            // A session knows the connections of the time when it was opened.
            Kind.of("no connection config loaded", Reason.UNREACHABLE, Trait.MAY_PASS, Trait.SESSION_LOST),
            Kind.of(
                    "Throttl|RequestLimitExceeded|TooManyRequests|Rate exceeded|SlowDown|BandwidthLimitExceeded",
                    Reason.THROTTLED,
                    Trait.MAY_PASS),
            Kind.of("Unable to load credentials", Reason.NOT_COLLECTED, Trait.CREDENTIALS),
            Kind.of(
                    "ExpiredToken|RequestExpired|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch"
                            + "|InvalidAccessKeyId|AuthFailure|no EC2 IMDS role found|Probable clock skew"
                            + "|failed to (?:refresh cached|retrieve) credentials"
                            + "|security token included in the request is (?:invalid|expired)",
                    Reason.DENIED,
                    Trait.CREDENTIALS),
            Kind.of(
                    "AccessDenied|UnauthorizedOperation|AuthorizationError|not authorized|StatusCode: 403|Forbidden"
                            + "|explicit deny|permission denied",
                    Reason.DENIED),
            Kind.of(
                    "missing \\d+ required qual|not globally unique|failed to populate column"
                            + "|hydrate function .* failed with panic",
                    Reason.SCHEMA_DRIFT),
            Kind.of(
                    "context deadline exceeded|Client\\.Timeout|statement timeout|Read timed out|i/o timeout"
                            + "|handshake timeout|RequestTimeout",
                    Reason.TIMED_OUT),
            Kind.of(
                    "StatusCode: (?:0|5\\d\\d)|request send failed|connection re(?:set|fused)|no such host|broken pipe"
                            + "|unexpected EOF|code = Unavailable|transport is closing|UnknownHost",
                    Reason.UNREACHABLE,
                    Trait.MAY_PASS),
            // AWS answered, and said neither yes nor no: the service is not set up, or not to be asked by this account.
            Kind.of("api error \\w+", Reason.NOT_COLLECTED));

    private static final Pattern REQUEST_ID = Pattern.compile(
            "(?:,? ?(?:Extended )?(?:RequestID|HostID|Request ID): ?[A-Za-z0-9+/=-]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PREFIX = Pattern.compile("^(?:ERROR: )?(?:rpc error: code = \\w+ desc = )*");
    private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]+@");
    private static final Pattern SECRET = Pattern.compile(
            "(?i)(?<![a-z:])(pass(?:word|wd)|secret(?:[ _-]?access)?(?:[ _-]?key)?|(?:session|security)[ _-]?token|token"
                    + "|signature|authorization)([\"']?\\s*[=:]\\s*[\"']?(?:(?:Bearer|Basic|Splunk) )?)[^\\s\"',&]+");

    private Failures() {}

    static Failure of(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        String text = clean(text(error));
        if (hasCause(error, SocketTimeoutException.class)) {
            return Failure.of(Reason.TIMED_OUT, "no answer until the socket was closed: " + text, Trait.SESSION_LOST);
        }
        if (state.equals("57014") || state.equals("57P05")) {
            return Failure.of(Reason.TIMED_OUT, text);
        }
        if (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53")) {
            return Failure.of(Reason.UNREACHABLE, text, Trait.MAY_PASS, Trait.SESSION_LOST);
        }
        if (state.equals("42501")) {
            return Failure.of(Reason.DENIED, text, Trait.EVERYWHERE);
        }
        if (isStale(state, text)) {
            return Failure.of(Reason.SCHEMA_DRIFT, text, Trait.EVERYWHERE, Trait.SESSION_STALE);
        }
        if (state.startsWith("42") || state.startsWith("3F") || state.startsWith("22") || state.startsWith("0A")) {
            return Failure.of(Reason.SCHEMA_DRIFT, text, Trait.EVERYWHERE);
        }
        return ofText(text);
    }

    /** Whether the error may come from Steampipe having made its schemas anew while the session was open. */
    private static boolean isStale(String state, String text) {
        return state.equals("42P01")
                || state.equals("42P16")
                || text.contains("cached plan must not change")
                || text.contains("could not open relation")
                || text.contains("cache lookup failed");
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
        for (Kind kind : KINDS) {
            if (kind.pattern().matcher(text).find()) {
                return new Failure(kind.reason(), text, kind.traits());
            }
        }
        return Failure.of(Reason.UNREACHABLE, text, Trait.MAY_PASS);
    }

    /** One line without request ids, transport prefixes and anything that looks like a secret. */
    static String clean(String message) {
        String text = PREFIX.matcher(message.strip()).replaceFirst("");
        text = REQUEST_ID.matcher(text).replaceAll("");
        text = USER_INFO.matcher(text).replaceAll("//");
        text = SECRET.matcher(text).replaceAll("$1$2…");
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
