package io.muster.remediate.contacts;

import io.muster.problem.Problem;
import java.time.Duration;

/** Hears how far the work is. May be called by several threads. */
public interface ContactsProgress {

    /** A new part of the work begins. */
    void step(String what);

    /** So many of all accounts are done; the rest takes about so long. */
    void accounts(int done, int all, Duration left);

    /** Something that a person should know, and that does not stop the work. */
    void warning(Problem problem);

    /** Says nothing to nobody. */
    static ContactsProgress silent() {
        return new ContactsProgress() {
            @Override
            public void step(String what) {}

            @Override
            public void accounts(int done, int all, Duration left) {}

            @Override
            public void warning(Problem problem) {}
        };
    }
}
