package io.muster.finding;

import java.util.Locale;

/** Why something is {@link Verdict#UNKNOWN}, and why a table could not be read. */
public enum Reason {
    /** AWS refused the call. */
    DENIED,
    /** Nobody answered: no connection for the account, connection refused, DNS. */
    UNREACHABLE,
    /** No answer within the time allowed. */
    TIMED_OUT,
    /** AWS refused the call for its rate until the retries were used up. */
    THROTTLED,
    /** Nobody asked, or what is needed is not configured. */
    NOT_COLLECTED,
    /** The region is enabled but the connection does not cover it. */
    REGION_NOT_COVERED,
    /** The table or a column is not there, or a row breaks what the query's header promises. */
    SCHEMA_DRIFT,
    /** The policy does not compile, failed, or answered in the wrong shape. */
    POLICY_ERROR,
    /** The check said nothing. */
    SILENT,
    /** No API can tell; a dated attestation is asked for. */
    NEEDS_ATTESTATION;

    /** The word in JSON, CSV and reports, such as {@code timed-out}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason for a word; an unknown word is an {@link IllegalArgumentException}. */
    public static Reason of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
