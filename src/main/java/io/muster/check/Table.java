package io.muster.check;

import static java.util.Objects.requireNonNull;

import io.muster.catalog.QuerySpec;
import io.muster.catalog.Scope;
import io.muster.finding.AccountId;
import io.muster.finding.Reason;
import io.muster.inventory.Account;
import io.muster.inventory.Organization;
import io.muster.inventory.Slice;
import io.muster.inventory.SliceStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far one query was read for one subject.
 *
 * @param owner the account under which its rows are stored; null when there are none
 * @param unreadable nothing of it was read; {@code gaps} then holds the one reason
 * @param gaps what was not read; empty when everything was
 */
record Table(QuerySpec query, @Nullable AccountId owner, boolean unreadable, List<Gap> gaps) {

    /**
     * Something that was not read.
     *
     * @param region null where it is not one region that is missing
     */
    record Gap(QuerySpec query, @Nullable String region, Reason reason, String message) {}

    Table {
        gaps = List.copyOf(gaps);
    }

    /** What the manifest's slices of this query say; {@code slices} may hold those of other queries and accounts. */
    static Table of(QuerySpec query, Subject subject, List<Slice> slices) {
        boolean organizationWide = query.scope() == Scope.ORGANIZATION;
        List<Slice> own = slices.stream()
                .filter(slice -> slice.source().equals(query.id()))
                .filter(slice -> organizationWide || slice.account().equals(subject.id()))
                .collect(Collectors.toList());
        boolean nobodyAsked = own.stream().allMatch(slice -> slice.status() == SliceStatus.NOT_ASKED);
        if (organizationWide && subject.organization().isStandAlone() && nobodyAsked) {
            return new Table(query, null, false, List.of());
        }
        if (own.isEmpty()) {
            return unreadable(new Gap(query, null, Reason.NOT_COLLECTED, "nobody asked for it"));
        }
        AccountId owner = own.get(0).account();
        List<Gap> gaps = own.stream()
                .filter(slice -> !slice.isRead())
                .map(slice -> gap(query, slice))
                .sorted(Comparator.comparing(Gap::region, Comparator.nullsFirst(Comparator.naturalOrder())))
                .collect(Collectors.toCollection(ArrayList::new));
        boolean anyRead = own.stream().anyMatch(Slice::isRead);
        if (!anyRead || gaps.stream().anyMatch(gap -> gap.region() == null)) {
            return unreadable(gaps.get(0));
        }
        if (query.regional() && own.stream().noneMatch(slice -> slice.isRead() && slice.region() == null)) {
            gaps.addAll(uncovered(query, owner, subject, own));
        }
        return new Table(query, owner, false, gaps);
    }

    private static Table unreadable(Gap gap) {
        return new Table(gap.query(), null, true, List.of(gap));
    }

    private static Gap gap(QuerySpec query, Slice slice) {
        return new Gap(
                query,
                slice.region(),
                requireNonNull(slice.reason()),
                slice.message() == null ? "no reason was given" : slice.message());
    }

    /** Enabled regions of the account that the manifest does not name at all. */
    private static List<Gap> uncovered(QuerySpec query, AccountId owner, Subject subject, List<Slice> own) {
        List<String> enabled = enabledRegions(owner, subject);
        if (enabled.isEmpty()) {
            return List.of(new Gap(
                    query, null, Reason.REGION_NOT_COVERED, "nobody knows which regions are enabled in the account"));
        }
        Set<String> missing = new TreeSet<>(enabled);
        own.stream().map(Slice::region).filter(Objects::nonNull).forEach(missing::remove);
        return missing.stream()
                .map(region -> new Gap(query, region, Reason.REGION_NOT_COVERED, "the region was not asked"))
                .collect(Collectors.toList());
    }

    private static List<String> enabledRegions(AccountId owner, Subject subject) {
        if (subject.account() != null && subject.account().id().equals(owner)) {
            return subject.account().regions();
        }
        Organization organization = subject.organization();
        return organization.accounts().stream()
                .filter(account -> account.id().equals(owner))
                .findFirst()
                .map(Account::regions)
                .orElse(List.of());
    }
}
