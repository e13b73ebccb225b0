package io.muster.push;

import io.muster.finding.RunId;
import io.muster.state.Outbox;
import io.muster.state.OutboxReceipt;
import io.muster.state.OutboxTally;
import java.util.List;
import java.util.stream.Collectors;

/** Compares what targets acknowledged with what they have. */
public final class Reconciliation {

    private final Outbox outbox;
    private final Targets targets;

    public Reconciliation(Outbox outbox, Targets targets) {
        this.outbox = outbox;
        this.targets = targets;
    }

    /** One comparison for each target of the configuration, in its order. */
    public List<Comparison> of(RunId run) {
        List<OutboxTally> tallies = outbox.tally(run);
        return targets.list().stream()
                .map(target -> compare(run, target, tallies))
                .collect(Collectors.toList());
    }

    private Comparison compare(RunId run, Target target, List<OutboxTally> tallies) {
        List<OutboxReceipt> receipts = outbox.receipts(run, target.name());
        Contents contents = target.compare(run, receipts);
        List<OutboxTally> mine = tallies.stream()
                .filter(tally -> tally.target().equals(target.name()))
                .toList();
        return new Comparison(
                target.name(),
                contents.outcome(),
                receipts.size(),
                receipts.stream().mapToLong(OutboxReceipt::events).sum(),
                mine.stream().mapToLong(OutboxTally::waiting).sum(),
                mine.stream().mapToLong(OutboxTally::dead).sum(),
                contents.differences(),
                contents.remark());
    }

    /** What a target says of itself. */
    record Contents(Comparison.Outcome outcome, List<String> differences, String remark) {

        Contents {
            differences = List.copyOf(differences);
        }

        static Contents notAsked(String why) {
            return new Contents(Comparison.Outcome.NOT_ASKED, List.of(), why);
        }

        static Contents of(List<String> differences, String how) {
            return new Contents(
                    differences.isEmpty() ? Comparison.Outcome.SAME : Comparison.Outcome.DIFFERENT, differences, how);
        }
    }
}
