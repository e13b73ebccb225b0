package io.muster.catalog;

import java.util.Locale;

/** How many calls of the AWS API a query takes, as an order of magnitude. */
public enum Cost {
    /** About one for each account and region. */
    LIST,
    /** Besides that, about one for each row. */
    PER_ROW;

    /** As headers say it: {@code list} or {@code per-row}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
