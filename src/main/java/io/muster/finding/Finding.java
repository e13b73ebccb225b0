package io.muster.finding;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a check says about one resource of one account.
 *
 * <p>The components are the fields of {@code report.json}, {@code findings.csv}, the API and the SIEM, in this order.
 * The identity of a finding over time is check, account, region and resource.
 *
 * @param reason why it is unknown; null for every other verdict
 * @param region null for what is not regional
 * @param resource an ARN or id; the account's id where the account as a whole is meant
 * @param message reads as "resource message"
 * @param seen how many resources a {@code pass} speaks for; null where that says nothing
 * @param evidence JSON object text with the values that the verdict rests on; {@code {}} when there are none
 * @param firstSeen when this finding first had this verdict; null until state has recorded it
 * @param lastSeen the last run that said so; null until state has recorded it
 * @param fixedAt when it stopped to be a gap; null while it is one
 * @param exception what the exception that covers it (or that has expired) says: "owner, ticket, until"
 */
public record Finding(
        CheckId check,
        String title,
        Severity severity,
        Verdict verdict,
        @Nullable Reason reason,
        AccountId accountId,
        String accountName,
        @Nullable String region,
        String resource,
        String message,
        @Nullable Long seen,
        String evidence,
        @Nullable String owner,
        @Nullable String environment,
        @Nullable Instant firstSeen,
        @Nullable Instant lastSeen,
        @Nullable Instant fixedAt,
        @Nullable String exception) {

    /** The names of {@link #fields()}, in their order; the same in JSON, CSV, the API and the SIEM. */
    public static final List<String> FIELDS = List.of(
            "check",
            "title",
            "severity",
            "verdict",
            "reason",
            "account_id",
            "account_name",
            "region",
            "resource",
            "message",
            "seen",
            "evidence",
            "owner",
            "environment",
            "first_seen",
            "last_seen",
            "fixed_at",
            "exception");

    public Finding {
        requireNonNull(check, "check is null");
        requireNonNull(title, "title is null");
        requireNonNull(severity, "severity is null");
        requireNonNull(verdict, "verdict is null");
        requireNonNull(accountId, "accountId is null");
        requireNonNull(accountName, "accountName is null");
        requireNonNull(resource, "resource is null");
        requireNonNull(message, "message is null");
        requireNonNull(evidence, "evidence is null");
        if ((verdict == Verdict.UNKNOWN) != (reason != null)) {
            throw new IllegalArgumentException("a finding has a reason if and only if it is unknown: " + check + " "
                    + accountId + " " + resource + " " + verdict + " " + reason);
        }
    }

    /**
     * The finding as names and values in the order of {@link #FIELDS}: texts, one {@link Long} ({@code seen}), nulls;
     * {@code evidence} is JSON text, times are RFC 3339 in UTC.
     */
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("check", check.value());
        fields.put("title", title);
        fields.put("severity", severity.word());
        fields.put("verdict", verdict.word());
        fields.put("reason", reason == null ? null : reason.word());
        fields.put("account_id", accountId.value());
        fields.put("account_name", accountName);
        fields.put("region", region);
        fields.put("resource", resource);
        fields.put("message", message);
        fields.put("seen", seen);
        fields.put("evidence", evidence);
        fields.put("owner", owner);
        fields.put("environment", environment);
        fields.put("first_seen", firstSeen == null ? null : firstSeen.toString());
        fields.put("last_seen", lastSeen == null ? null : lastSeen.toString());
        fields.put("fixed_at", fixedAt == null ? null : fixedAt.toString());
        fields.put("exception", exception);
        return fields;
    }

    /** A gap is what somebody must act on: a failure, or something nobody can answer. */
    public boolean isGap() {
        return verdict == Verdict.FAIL || verdict == Verdict.UNKNOWN;
    }

    /** The same finding as a failure that is accepted; {@code by} says by whom, with which ticket, until when. */
    public Finding accepted(String by) {
        return new Finding(
                check,
                title,
                severity,
                Verdict.ACCEPTED,
                null,
                accountId,
                accountName,
                region,
                resource,
                message,
                seen,
                evidence,
                owner,
                environment,
                firstSeen,
                lastSeen,
                fixedAt,
                by);
    }

    /** The same finding with another verdict, and why. */
    public Finding judged(Verdict other, @Nullable Reason why, String words) {
        return new Finding(
                check,
                title,
                severity,
                other,
                why,
                accountId,
                accountName,
                region,
                resource,
                words,
                seen,
                evidence,
                owner,
                environment,
                firstSeen,
                lastSeen,
                fixedAt,
                exception);
    }

    /** The same finding with a word on an exception that no longer covers it. */
    public Finding withException(String note) {
        return new Finding(
                check,
                title,
                severity,
                verdict,
                reason,
                accountId,
                accountName,
                region,
                resource,
                message,
                seen,
                evidence,
                owner,
                environment,
                firstSeen,
                lastSeen,
                fixedAt,
                note);
    }

    /** The same finding with its history. */
    public Finding withHistory(Instant first, Instant last, @Nullable Instant fixed) {
        return new Finding(
                check,
                title,
                severity,
                verdict,
                reason,
                accountId,
                accountName,
                region,
                resource,
                message,
                seen,
                evidence,
                owner,
                environment,
                first,
                last,
                fixed,
                exception);
    }
}
