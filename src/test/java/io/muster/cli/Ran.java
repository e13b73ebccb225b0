package io.muster.cli;

/** What a command did: its exit code, and what it printed on either stream. */
record Ran(int code, String out, String err) {

    /** Both streams. */
    String all() {
        return out + err;
    }

    @Override
    public String toString() {
        return "exit " + code + "\n--- stdout\n" + out + "\n--- stderr\n" + err;
    }
}
