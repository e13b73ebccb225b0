package io.muster.state;

import java.util.Locale;

/** How far a run came. */
public enum RunStatus {
    /** It goes on, or its process was killed. */
    RUNNING,
    /** Everything of it was promoted in one transaction; only such a run is shown as the truth. */
    COMPLETE,
    /** It was given up; what it left is kept, marked, for those who look into it. */
    INCOMPLETE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RunStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
