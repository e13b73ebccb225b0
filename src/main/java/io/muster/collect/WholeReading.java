package io.muster.collect;

import io.muster.finding.Reason;
import io.muster.inventory.Confirmation;
import io.muster.inventory.Slice;
import java.util.List;

/**
 * Reads a table that has no regions. Steampipe loses errors, so an answer without any row counts only when it came twice,
 * and three times where a critical check rests on it.
 */
final class WholeReading {

    private final Question question;

    WholeReading(Question question) {
        this.question = question;
    }

    List<Slice> read() throws InterruptedException {
        try (Question.Kept first = question.keep(List.of())) {
            Failure failure = first.scan().failure();
            if (failure != null) {
                return unreadable(failure);
            }
            if (first.scan().count() == 0 && !question.isBelieved()) {
                return confirmEmpty(first);
            }
            return settle(first);
        }
    }

    private List<Slice> confirmEmpty(Question.Kept empty) throws InterruptedException {
        int more = question.isExact() ? 2 : 1;
        for (int again = 0; again < more; again++) {
            Scan scan = question.count(List.of());
            if (scan.failure() != null) {
                return unreadable(scan.failure());
            }
            if (scan.count() > 0) {
                return readAfterAll();
            }
        }
        return commit(empty, Confirmation.EMPTY_TWICE);
    }

    /** There were rows the second time: they count if they are still there. */
    private List<Slice> readAfterAll() throws InterruptedException {
        try (Question.Kept kept = question.keep(List.of())) {
            Failure failure = kept.scan().failure();
            if (failure != null) {
                return unreadable(failure);
            }
            if (kept.scan().count() == 0) {
                return unreadable(
                        Failure.of(Reason.NOT_COLLECTED, "it was empty, then had rows, then was empty again"));
            }
            return settle(kept);
        }
    }

    private List<Slice> settle(Question.Kept first) throws InterruptedException {
        Question.Settled settled = question.settle(first);
        try (Question.Kept kept = settled.kept()) {
            Failure failure = settled.failure();
            return failure == null ? commit(kept, settled.confirmation()) : unreadable(failure);
        }
    }

    private List<Slice> commit(Question.Kept kept, Confirmation how) {
        Scan scan = kept.scan();
        return List.of(question.read(null, scan.count(), kept.commit(), how, scan.remark()));
    }

    private List<Slice> unreadable(Failure failure) {
        return List.of(question.unreadable(null, failure));
    }
}
