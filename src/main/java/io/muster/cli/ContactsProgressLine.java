package io.muster.cli;

import io.muster.problem.Problem;
import io.muster.remediate.contacts.ContactsProgress;
import java.time.Duration;

/** Says how far the work on contacts is. */
final class ContactsProgressLine implements ContactsProgress {

    private final RedrawnLine line;

    ContactsProgressLine(Terminal terminal) {
        this.line = new RedrawnLine(terminal);
    }

    @Override
    public synchronized void step(String what) {
        line.say(what);
    }

    @Override
    public synchronized void accounts(int done, int all, Duration left) {
        String text = "  " + done + " of " + all + (done == all ? "" : ", about " + text(left) + " left");
        line.show(done, all, text + "        ", text);
    }

    private static String text(Duration left) {
        return left.toMinutes() > 0
                ? left.toMinutes() + " min " + left.toSecondsPart() + " s"
                : left.toSeconds() + " s";
    }

    @Override
    public synchronized void warning(Problem problem) {
        line.say("Warning: " + problem.text());
    }
}
