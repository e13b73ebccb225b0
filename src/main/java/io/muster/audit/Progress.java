package io.muster.audit;

/** Where an audit says how far it is: a terminal, or a log. Used by several threads at once. */
public interface Progress {

    /** A milestone, past tense or in progress: "reading 12 accounts". */
    void step(String what);

    /** So many of the accounts are read and decided. */
    void accounts(int done, int all);

    /** Something that a person may want to know, though the run goes on. */
    void warning(String what);
}
