package io.muster.inventory;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import io.muster.finding.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One line of the manifest: what became of one account, source and, where it is regional, region.
 *
 * @param region null for a table that is not regional, and for a regional one that failed as a whole
 * @param reason null if and only if it was read
 * @param message the first error text, without secrets; of what was read, a remark on it, mostly null
 * @param rows how many rows were read
 * @param digest SHA-256 over the canonical rows of the whole table, as hex; null when nothing was read
 * @param confirmation null when it was not read
 */
public record Slice(
        AccountId account,
        QueryId source,
        @Nullable String region,
        SliceStatus status,
        @Nullable Reason reason,
        @Nullable String message,
        long rows,
        Duration duration,
        @Nullable String digest,
        @Nullable Confirmation confirmation) {

    public Slice {
        requireNonNull(account, "account is null");
        requireNonNull(source, "source is null");
        requireNonNull(status, "status is null");
        requireNonNull(duration, "duration is null");
        if ((status == SliceStatus.READ) != (reason == null)) {
            throw new IllegalArgumentException("a slice has a reason if and only if it was not read: " + source);
        }
    }

    public static Slice read(
            AccountId account,
            QueryId source,
            @Nullable String region,
            long rows,
            Duration duration,
            @Nullable String digest,
            Confirmation confirmation) {
        return new Slice(account, source, region, SliceStatus.READ, null, null, rows, duration, digest, confirmation);
    }

    public static Slice unreadable(
            AccountId account,
            QueryId source,
            @Nullable String region,
            Reason reason,
            String message,
            Duration duration) {
        return new Slice(account, source, region, SliceStatus.UNREADABLE, reason, message, 0, duration, null, null);
    }

    public static Slice notAsked(AccountId account, QueryId source, Reason reason, String message) {
        return new Slice(account, source, null, SliceStatus.NOT_ASKED, reason, message, 0, Duration.ZERO, null, null);
    }

    /** The same line with a remark on what was read. */
    public Slice remarked(String remark) {
        return new Slice(account, source, region, status, reason, remark, rows, duration, digest, confirmation);
    }

    public boolean isRead() {
        return status == SliceStatus.READ;
    }
}
