package io.muster.inventory;

import java.util.Locale;

/** What became of one account, source and region. */
public enum SliceStatus {
    READ,
    UNREADABLE,
    NOT_ASKED;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static SliceStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
