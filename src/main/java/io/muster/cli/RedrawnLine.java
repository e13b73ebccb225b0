package io.muster.cli;

/** A line that shows how far something is: redrawn where a person watches, else printed at every tenth. */
final class RedrawnLine {

    private final Terminal terminal;
    private boolean drawn;

    RedrawnLine(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Shows one text to who watches, and the other, now and then, to a log. */
    void show(int done, int all, String watched, String logged) {
        if (terminal.interactive()) {
            terminal.err().print("\r" + watched);
            terminal.err().flush();
            drawn = true;
            if (done == all) {
                end();
            }
        } else if (done == all || done % Math.max(1, all / 10) == 0) {
            terminal.say(logged);
        }
    }

    /** Says something on a line of its own. */
    void say(String what) {
        end();
        terminal.say(what);
    }

    private void end() {
        if (drawn) {
            terminal.err().println();
            drawn = false;
        }
    }
}
