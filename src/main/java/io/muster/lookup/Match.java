package io.muster.lookup;

import static java.util.Objects.requireNonNull;

import io.muster.state.Asset;
import java.util.Locale;

/**
 * One thing that a key belonged to.
 *
 * @param by how the key led to it
 */
public record Match(Asset asset, By by) {

    public Match {
        requireNonNull(asset, "asset is null");
        requireNonNull(by, "by is null");
    }

    /** How a key led to a match, surest first. */
    public enum By {
        /** It is the asset's own key. */
        KEY,
        /** It is an assumed role, or a role without its path, and this is the role of that name in that account. */
        ROLE,
        /** It is a session of a role, and this is what the session is named after: an instance, a function. */
        SESSION,
        /** It is a longer spelling, such as an object's ARN or an address with a port, and this is what stands in it. */
        PART,
        /** Nothing more exact is known; this is the account that the ARN or access key id names. */
        ACCOUNT;

        /** The word in JSON and tables. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
