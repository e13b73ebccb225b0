package io.muster.serve;

/** Compares the contacts of all accounts with what is wanted, as the schedule asks for it. */
@FunctionalInterface
public interface ContactsJob {

    /** Throws a problem when nothing can be asked at all. Ends early when its thread is interrupted. */
    Verified verify() throws InterruptedException;

    /**
     * How it stands with the contacts.
     *
     * @param wanted those that are as they should be
     * @param different those that are not
     * @param unreadable those of which nobody knows
     */
    record Verified(long wanted, long different, long unreadable) {

        long all() {
            return wanted + different + unreadable;
        }
    }
}
