package io.muster.collect;

import io.muster.collect.Failure.Trait;
import io.muster.finding.Reason;
import io.muster.inventory.Confirmation;
import io.muster.inventory.Slice;
import io.muster.inventory.TableDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads a table that goes over the regions of an account, and believes no region that was not confirmed: Steampipe loses
 * errors (of 100 scans over two regions of which one was refused, 73 came back as success with the other region's rows).
 *
 * <p>All regions are asked at once. When that fails, each is asked by name. A region without rows is asked again, by name
 * or together with the other empty ones, and must answer empty without an error. When one turns out to be unreadable, the
 * first answer may have been cut short, so the readable regions are read once more without it. The rows that are kept
 * come from one statement, in the order of their key.
 */
final class RegionalReading {

    /** So often the table is read before it counts as one that nobody can read. */
    private static final int ROUNDS = 4;

    /** So many regions in a row that nobody answers for, and the rest is not asked. */
    private static final int GIVE_UP_AFTER = 3;

    private static final String GLOBAL = "global";

    private final Question question;
    private final List<String> asked;
    private final Map<String, Confirmation> confirmed = new TreeMap<>();
    private final Map<String, Failure> unreadable;

    /** What the next statement is narrowed to; empty for nothing. */
    private List<String> pinned = List.of();

    /**
     * @param regions the enabled regions that the connection covers
     * @param uncovered the enabled ones that it does not
     */
    RegionalReading(Question question, List<String> regions, Map<String, Failure> uncovered) {
        this.question = question;
        this.asked = new ArrayList<>(regions);
        this.unreadable = new TreeMap<>(uncovered);
        if (!regions.isEmpty()
                && question.query().tables().stream().anyMatch(table -> table.startsWith("aws_wafv2_"))) {
            asked.add(GLOBAL);
        }
    }

    List<Slice> read() throws InterruptedException {
        if (asked.isEmpty()) {
            return unreadable.isEmpty()
                    ? whole(Failure.of(
                            Reason.NOT_COLLECTED,
                            "the enabled regions of the account could not be read, so nobody knows where to look"))
                    : unreadableRegions();
        }
        for (int round = 1; round <= ROUNDS; round++) {
            Optional<List<Slice>> slices = attempt();
            if (slices.isPresent()) {
                return slices.get();
            }
        }
        return whole(Failure.of(Reason.NOT_COLLECTED, "its regions gave another answer each time they were asked"));
    }

    /** The slices; empty if the table must be read once more. */
    private Optional<List<Slice>> attempt() throws InterruptedException {
        try (Question.Kept first = question.keep(pinned)) {
            Failure failure = first.scan().failure();
            if (failure != null) {
                return takeApart(failure);
            }
            if (!isComplete(first.scan())) {
                return onlyReadable();
            }
            Question.Settled settled = question.settle(first);
            try (Question.Kept kept = settled.kept()) {
                return settled.failure() == null
                        ? Optional.of(commit(kept, settled.confirmation()))
                        : takeApart(settled.failure());
            }
        }
    }

    /** After a scan that failed: asks for each region by name; those that answer are readable. */
    private Optional<List<Slice>> takeApart(Failure failure) throws InterruptedException {
        if (failure.is(Trait.EVERYWHERE)) {
            return Optional.of(whole(failure));
        }
        askEach(pinned.isEmpty() ? asked : pinned, 2);
        return onlyReadable();
    }

    /** Narrows the next statement to what has rows; nothing is left to read if nothing has. */
    private Optional<List<Slice>> onlyReadable() {
        if (confirmed.isEmpty()) {
            return Optional.of(unreadableRegions());
        }
        List<String> withRows = confirmed.entrySet().stream()
                .filter(region -> region.getValue() == Confirmation.ROWS)
                .map(Map.Entry::getKey)
                .toList();
        if (withRows.isEmpty()) {
            try (Question.Kept nothing = question.nothing()) {
                return Optional.of(commit(nothing, Confirmation.ROWS));
            }
        }
        pinned = withRows;
        return Optional.empty();
    }

    /**
     * Whether a scan without an error is all there is. Regions from which it has no row are asked again; if one of them has
     * rows or an error, the scan has lost something.
     */
    private boolean isComplete(Scan scan) throws InterruptedException {
        List<String> gone = new ArrayList<>();
        List<String> empty = new ArrayList<>();
        for (String region : pinned.isEmpty() ? asked : pinned) {
            if (scan.countIn(region) == 0 && confirmed.get(region) == Confirmation.ROWS) {
                gone.add(region);
            } else if (scan.countIn(region) == 0 && !confirmed.containsKey(region)) {
                empty.add(region);
            }
        }
        scan.rows().keySet().forEach(region -> confirmed.put(region, Confirmation.ROWS));
        if (question.isBelieved()) {
            empty.forEach(region -> confirmed.put(region, Confirmation.BELIEVED));
            return true;
        }
        gone.forEach(confirmed::remove);
        boolean goneForGood = askEach(gone, 2);
        return confirmEmpty(empty) && goneForGood;
    }

    /** Whether these regions are empty and nothing else. */
    private boolean confirmEmpty(List<String> regions) throws InterruptedException {
        if (regions.isEmpty() || question.isExact()) {
            return askEach(regions, 1);
        }
        Scan again = question.count(regions);
        if (again.failure() != null) {
            return askEach(regions, 2);
        }
        if (again.count() == 0) {
            regions.forEach(region -> confirmed.put(region, Confirmation.EMPTY_FAST));
            return true;
        }
        // A statement with rows proves nothing about the regions that gave none.
        again.rows().keySet().forEach(region -> confirmed.put(region, Confirmation.ROWS));
        askEach(regions.stream().filter(region -> again.countIn(region) == 0).toList(), 1);
        return false;
    }

    /**
     * Asks regions by name.
     *
     * @param times how often an empty answer must come
     * @return whether all of them are empty
     */
    private boolean askEach(List<String> regions, int times) throws InterruptedException {
        boolean allEmpty = true;
        List<Failure> silences = new ArrayList<>();
        for (String region : regions) {
            boolean givenUp = silences.size() >= GIVE_UP_AFTER && confirmed.isEmpty();
            Scan scan = givenUp ? Scan.failed(notAsked(silences.get(0))) : ask(region, times);
            allEmpty &= judge(region, scan);
            if (scan.failure() != null && scan.failure().isSilence()) {
                silences.add(scan.failure());
            } else {
                silences.clear();
            }
        }
        return allEmpty;
    }

    private static Failure notAsked(Failure before) {
        return new Failure(
                before.reason(),
                "not asked, since " + GIVE_UP_AFTER + " regions before it got no answer: " + before.message(),
                before.traits());
    }

    private Scan ask(String region, int times) throws InterruptedException {
        Scan scan = question.count(List.of(region));
        for (int time = 1; time < times && scan.failure() == null && scan.count() == 0; time++) {
            scan = question.count(List.of(region));
        }
        return scan;
    }

    /** Whether the region is empty. */
    private boolean judge(String region, Scan scan) {
        if (scan.failure() != null) {
            unreadable.put(region, scan.failure());
            confirmed.remove(region);
            return false;
        }
        confirmed.put(region, scan.count() == 0 ? Confirmation.EMPTY_EXACT : Confirmation.ROWS);
        return scan.count() == 0;
    }

    private List<Slice> commit(Question.Kept kept, Confirmation ofRows) {
        TableDigest digest = kept.commit();
        List<Slice> slices = unreadableRegions();
        String remark = kept.scan().remark();
        for (Map.Entry<String, Confirmation> region : confirmed.entrySet()) {
            if (!unreadable.containsKey(region.getKey())) {
                slices.add(question.read(
                        region.getKey(),
                        kept.scan().countIn(region.getKey()),
                        digest,
                        region.getValue() == Confirmation.ROWS ? ofRows : region.getValue(),
                        remark));
                remark = null;
            }
        }
        return slices;
    }

    private List<Slice> whole(Failure failure) {
        return List.of(question.unreadable(null, failure));
    }

    private List<Slice> unreadableRegions() {
        List<Slice> slices = new ArrayList<>();
        unreadable.forEach((region, failure) -> slices.add(question.unreadable(region, failure)));
        return slices;
    }
}
