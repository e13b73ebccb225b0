package io.muster.remediate.contacts;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import java.util.List;

/**
 * How an apply or a rollback came out.
 *
 * @param stopped why it ended before everything was tried; empty when it did not
 */
public record Applied(List<Line> lines, String stopped) {

    /** How one contact came out. */
    public enum Result {
        /** Written, read back, and as wanted. */
        DONE("done"),
        /** As wanted already; nothing was written. */
        ALREADY("already"),
        /** Not touched, because it is not what the plan saw. */
        REFUSED("refused"),
        /** Tried, and not as wanted. */
        FAILED("failed"),
        /** Not tried. */
        NOT_TRIED("not tried");

        private final String word;

        Result(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * One contact.
     *
     * @param change the action of the plan
     * @param why a sentence for every result but {@code DONE}
     */
    public record Line(AccountId account, String name, ContactType type, Action change, Result result, String why) {

        public Line {
            requireNonNull(account, "account is null");
            requireNonNull(name, "name is null");
            requireNonNull(type, "type is null");
            requireNonNull(change, "change is null");
            requireNonNull(result, "result is null");
            requireNonNull(why, "why is null");
        }
    }

    public Applied {
        lines = List.copyOf(lines);
        requireNonNull(stopped, "stopped is null");
    }

    public long count(Result result) {
        return lines.stream().filter(line -> line.result() == result).count();
    }

    /** Whether the world is as the plan wants it. */
    public boolean isComplete() {
        return stopped.isEmpty() && count(Result.DONE) + count(Result.ALREADY) == lines.size();
    }
}
