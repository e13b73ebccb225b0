package io.muster.cli;

import io.muster.problem.Problem;
import io.muster.remediate.contacts.ContactsProgress;
import java.time.Duration;

/** Says how far the work on contacts is: a line that is redrawn on a terminal, a line every tenth otherwise. */
final class ContactsProgressLine implements ContactsProgress {

    private final Terminal terminal;
    private boolean drawn;

    ContactsProgressLine(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void step(String what) {
        endLine();
        terminal.say(what);
    }

    @Override
    public synchronized void accounts(int done, int all, Duration left) {
        String text = "  " + done + " of " + all + (done == all ? "" : ", about " + text(left) + " left");
        if (terminal.interactive()) {
            terminal.err().print("\r" + text + "        ");
            terminal.err().flush();
            drawn = true;
            if (done == all) {
                endLine();
            }
        } else if (done == all || done % Math.max(1, all / 10) == 0) {
            terminal.say(text);
        }
    }

    private static String text(Duration left) {
        return left.toMinutes() > 0
                ? left.toMinutes() + " min " + left.toSecondsPart() + " s"
                : left.toSeconds() + " s";
    }

    @Override
    public synchronized void warning(Problem problem) {
        endLine();
        terminal.say("Warning: " + problem.text());
    }

    private void endLine() {
        if (drawn) {
            terminal.err().println();
            drawn = false;
        }
    }
}
