package io.muster.inventory;

import java.util.Locale;

/** How far it was confirmed that a reading lost nothing; Steampipe loses errors. */
public enum Confirmation {
    /** The region gave rows and no error. */
    ROWS,
    /** The region gave no row, was asked again by name alone, and gave neither row nor error. */
    EMPTY_EXACT,
    /** The region gave no row, was asked again together with the other empty ones, and gave neither row nor error. */
    EMPTY_FAST,
    /** A table without regions that was empty twice. */
    EMPTY_TWICE,
    /** Far fewer rows than the last time, asked again with the same answer. */
    SAME_TWICE,
    /** Rows read twice with the same keys through the standalone FDW, which can lose a late error both times. */
    UNPROVEN,
    /** Answered by an API that tells its errors itself: that of AWS, or of the SIEM. */
    API,
    /** Read from what Muster noted itself. */
    OWN,
    /** Steampipe's first answer was believed, as configured. */
    BELIEVED;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Confirmation of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
