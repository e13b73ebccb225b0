package io.muster.cli;

import io.muster.audit.Progress;

/** Says how far an audit is: a line that is redrawn on a terminal, a line every tenth otherwise. */
final class ConsoleProgress implements Progress {

    private final Terminal terminal;
    private boolean drawn;

    ConsoleProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void step(String what) {
        endLine();
        terminal.say(what);
    }

    @Override
    public synchronized void accounts(int done, int all) {
        if (terminal.interactive()) {
            int width = 30;
            int full = (int) ((long) width * done / Math.max(1, all));
            terminal.err().print("\r  [" + "#".repeat(full) + ".".repeat(width - full) + "] " + done + " of " + all);
            terminal.err().flush();
            drawn = true;
            if (done == all) {
                endLine();
            }
        } else if (done == all || done % Math.max(1, all / 10) == 0) {
            terminal.say("  " + done + " of " + all + (all == 1 ? " account" : " accounts"));
        }
    }

    @Override
    public synchronized void warning(String what) {
        endLine();
        terminal.say("Warning: " + what);
    }

    private void endLine() {
        if (drawn) {
            terminal.err().println();
            drawn = false;
        }
    }
}
