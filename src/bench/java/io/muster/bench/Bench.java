package io.muster.bench;

/** One question about speed or size. */
interface Bench {

    /** What it is called by on the command line. */
    String name();

    /** What it measures, in a sentence without its end. */
    String measures();

    /** What must hold. */
    String bar();

    /** Whether it runs when nobody names it; one that takes long does not. */
    default boolean isUsual() {
        return true;
    }

    /** Measures and prints. */
    void run(Rig rig) throws Exception;
}
