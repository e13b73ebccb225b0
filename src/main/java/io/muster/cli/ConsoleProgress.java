package io.muster.cli;

import io.muster.audit.Progress;

/** Says how far an audit is. */
final class ConsoleProgress implements Progress {

    private static final int WIDTH = 30;

    private final RedrawnLine line;

    ConsoleProgress(Terminal terminal) {
        this.line = new RedrawnLine(terminal);
    }

    @Override
    public synchronized void step(String what) {
        line.say(what);
    }

    @Override
    public synchronized void accounts(int done, int all) {
        int full = (int) ((long) WIDTH * done / Math.max(1, all));
        String far = done + " of " + all;
        line.show(
                done,
                all,
                "  [" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + far,
                "  " + far + (all == 1 ? " account" : " accounts"));
    }

    @Override
    public synchronized void warning(String what) {
        line.say("Warning: " + what);
    }
}
