package io.muster.remediate.aws;

import io.muster.finding.Reason;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** AWS did not do what it was asked for; says of which kind that is, in words without secrets. */
public final class AwsFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 300;
    private static final Set<String> EXPIRED =
            Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired");
    private static final Set<String> NOBODY = Set.of(
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "InvalidSignatureException",
            "IncompleteSignature",
            "AuthFailure",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException");

    /** What can be done about it depends on the kind, never on the HTTP status alone. */
    public enum Kind {
        /** The credentials are over, or are nobody's. Every further call fails the same way. */
        CREDENTIALS,
        /** Not allowed to the caller. */
        DENIED,
        /** What was asked for is not there. */
        ABSENT,
        /** The request is wrong and stays wrong. */
        REFUSED,
        /** Too many requests, also after waiting. */
        THROTTLED,
        /** No answer in time: nobody knows whether it was done. */
        TIMED_OUT,
        /** No connection, or an answer of something that is not AWS. */
        UNREACHABLE,
        /** AWS answered with an error of its own. */
        SERVER;

        /** The word of the findings for it. */
        public Reason reason() {
            return switch (this) {
                case CREDENTIALS, DENIED -> Reason.DENIED;
                case THROTTLED -> Reason.THROTTLED;
                case TIMED_OUT -> Reason.TIMED_OUT;
                case UNREACHABLE, SERVER -> Reason.UNREACHABLE;
                case ABSENT, REFUSED -> Reason.NOT_COLLECTED;
            };
        }
    }

    private final Kind kind;
    private final String code;
    private final boolean afterDoubt;

    public AwsFailure(Kind kind, String code, String message) {
        super(message);
        this.kind = kind;
        this.code = code;
        this.afterDoubt = false;
    }

    private AwsFailure(Kind kind, String code, String message, Throwable cause) {
        this(kind, code, message, cause, false);
    }

    private AwsFailure(Kind kind, String code, String message, Throwable cause, boolean afterDoubt) {
        super(message, cause);
        this.kind = kind;
        this.code = code;
        this.afterDoubt = afterDoubt;
    }

    /** The failure that an exception of the SDK stands for; what is none of the SDK's is thrown as it is. */
    public static AwsFailure of(RuntimeException error) {
        if (error instanceof AwsFailure failure) {
            return failure;
        }
        if (error instanceof AwsServiceException service) {
            return ofService(service);
        }
        if (error instanceof ApiCallTimeoutException || error instanceof ApiCallAttemptTimeoutException) {
            return new AwsFailure(Kind.TIMED_OUT, "", "AWS did not answer in time", error);
        }
        if (error instanceof AbortedException) {
            return new AwsFailure(Kind.TIMED_OUT, "", "the call was cut off", error);
        }
        if (error instanceof SdkClientException client) {
            return ofClient(client);
        }
        throw error;
    }

    private static AwsFailure ofService(AwsServiceException error) {
        String code = error.awsErrorDetails() == null || error.awsErrorDetails().errorCode() == null
                ? ""
                : error.awsErrorDetails().errorCode();
        String said =
                error.awsErrorDetails() == null ? null : error.awsErrorDetails().errorMessage();
        String text = said == null || said.isBlank() ? "HTTP status " + error.statusCode() : clean(said);
        return new AwsFailure(
                kind(error, code), code, code.isEmpty() || text.startsWith(code) ? text : code + ": " + text, error);
    }

    private static Kind kind(AwsServiceException error, String code) {
        if (error.isThrottlingException() || error.statusCode() == 429) {
            return Kind.THROTTLED;
        }
        if (EXPIRED.contains(code) || NOBODY.contains(code)) {
            return Kind.CREDENTIALS;
        }
        if (error.statusCode() >= 500) {
            return Kind.SERVER;
        }
        if (code.isEmpty()) {
            return error.statusCode() == 403 ? Kind.DENIED : Kind.UNREACHABLE;
        }
        if (code.startsWith("AccessDenied") || code.startsWith("Unauthorized") || code.equals("OptInRequired")) {
            return Kind.DENIED;
        }
        if (code.endsWith("NotFoundException") || code.equals("NoSuchEntity")) {
            return Kind.ABSENT;
        }
        return error.statusCode() == 403 ? Kind.DENIED : Kind.REFUSED;
    }

    private static AwsFailure ofClient(SdkClientException error) {
        String text = clean(String.valueOf(error.getMessage()));
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("unable to load credentials") || lower.contains("profile")) {
            return new AwsFailure(Kind.CREDENTIALS, "", "no AWS credentials were found", error);
        }
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof java.net.SocketTimeoutException) {
                return new AwsFailure(Kind.TIMED_OUT, "", "AWS did not answer in time", error);
            }
        }
        return new AwsFailure(Kind.UNREACHABLE, "", text, error);
    }

    private static String clean(String text) {
        String line = text.replaceAll("\\s+", " ")
                .replaceAll(" ?\\(SDK Attempt Count: \\d+\\)", "")
                .strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    public Kind kind() {
        return kind;
    }

    /** The same failure of a call of which an earlier attempt may have been carried out. */
    AwsFailure afterDoubt() {
        return new AwsFailure(kind, code, String.valueOf(getMessage()), this, true);
    }

    /** Whether the call may have been carried out all the same, by this attempt or by one before it. */
    public boolean isDoubtful() {
        return switch (kind) {
            case TIMED_OUT, UNREACHABLE, SERVER -> true;
            case CREDENTIALS, DENIED, ABSENT, REFUSED, THROTTLED -> afterDoubt;
        };
    }

    /** AWS's name for the error; empty when there is none. */
    public String code() {
        return code;
    }

    /** Whether the same call may be answered a little later. */
    boolean mayPass() {
        return switch (kind) {
            case THROTTLED, TIMED_OUT, UNREACHABLE, SERVER -> true;
            case CREDENTIALS, DENIED, ABSENT, REFUSED -> false;
        };
    }

    /** Whether the same call fails for everything else too, so that asking on is of no use. */
    public boolean isGeneral() {
        return switch (kind) {
            case CREDENTIALS, THROTTLED, TIMED_OUT, UNREACHABLE, SERVER -> true;
            case DENIED, ABSENT, REFUSED -> false;
        };
    }
}
