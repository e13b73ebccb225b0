package io.muster.cli;

/** The exit codes of every command; scripts may rely on them. Any other code is to be treated as a failure. */
final class ExitCode {

    /** Done, and nothing failed. */
    static final int DONE = 0;
    /** It could not run. */
    static final int COULD_NOT_RUN = 1;
    /** Wrong usage or configuration. */
    static final int USAGE = 2;
    /** Ran, and at least one finding failed at or above {@code --fail-on}. */
    static final int FAILED = 3;
    /** Ran, no such failure, but something is unknown. */
    static final int UNKNOWN = 4;
    /** Interrupted. */
    static final int INTERRUPTED = 130;

    /** What every command's help ends with. */
    static final String HELP = """
            %nExit codes:%n\
              0    done, nothing failed%n\
              1    could not run%n\
              2    wrong usage or configuration%n\
              3    ran, at least one failure at or above --fail-on%n\
              4    ran, no such failure, but something is unknown%n\
              130  interrupted%n\
            Treat any other code as a failure.""";

    private ExitCode() {}
}
