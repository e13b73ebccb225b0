package io.muster.permissions;

import java.util.Locale;

/** What permissions are for. */
public enum Purpose {
    /** {@code muster audit}: what all queries take. */
    AUDIT,
    /** What Steampipe alone takes: the queries in SQL. */
    STEAMPIPE,
    /** {@code muster contacts}. */
    CONTACTS,
    /** {@code muster drill}. */
    DRILL,
    /** The role of the responders themselves. */
    RESPONDER;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
