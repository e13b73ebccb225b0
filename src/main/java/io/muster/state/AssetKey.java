package io.muster.state;

import java.util.Locale;

/** The one spelling under which a key is stored and looked up. */
public final class AssetKey {

    private AssetKey() {}

    /** The normal spelling of a key. */
    public static String normal(String key) {
        return key.strip().toLowerCase(Locale.ROOT);
    }
}
