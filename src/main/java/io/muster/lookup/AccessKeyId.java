package io.muster.lookup;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An access key id names its account: since 2019 AWS encodes the account's number in it, also in those of sessions. */
final class AccessKeyId {

    private static final Pattern SHAPE = Pattern.compile("(?:AKIA|ASIA)[A-Z2-7]{16}");
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final long MOST = 999_999_999_999L;

    private AccessKeyId() {}

    /** The number that stands in the id. An id from before 2019 gives the number of no account, or of another one. */
    static Optional<String> account(String text) {
        String id = text.strip().toUpperCase(Locale.ROOT);
        if (!SHAPE.matcher(id).matches()) {
            return Optional.empty();
        }
        // The first 48 of the 80 bits: one that says nothing, 40 of the account's number, 7 that belong to the key.
        long bits = 0;
        for (int i = 0; i < 10; i++) {
            bits = bits << 5 | DIGITS.indexOf(id.charAt(4 + i));
        }
        long number = (bits >>> 2 >>> 7) & 0xFF_FFFF_FFFFL;
        return number > MOST ? Optional.empty() : Optional.of(String.format(Locale.ROOT, "%012d", number));
    }
}
