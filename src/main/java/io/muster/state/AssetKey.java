package io.muster.state;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The one spelling under which a key is stored and looked up. */
public final class AssetKey {

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F:.]*");
    private static final Pattern RESOURCE_ID = Pattern.compile("[a-z]{1,16}-(?:[0-9a-f]{8}|[0-9a-f]{17})");
    private static final Pattern UNIQUE_ID = Pattern.compile("A(?:KI|SI|RO|ID|GP|NP|NV|IP)A[A-Z0-9]{12,}");
    private static final Pattern HOST =
            Pattern.compile("(?:[a-z0-9_*](?:[a-z0-9_-]*[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?");

    private AssetKey() {}

    /**
     * The normal spelling of a key: addresses in their shortest form, host names and resource ids in lower case, access key
     * ids in upper case; anything else as it is.
     */
    public static String normal(String key) {
        String text = key.strip();
        if (text.startsWith("arn:")) {
            return text;
        }
        Optional<String> address = address(text);
        if (address.isPresent()) {
            return address.get();
        }
        String upper = text.toUpperCase(Locale.ROOT);
        if (UNIQUE_ID.matcher(upper).matches()) {
            return upper;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (RESOURCE_ID.matcher(lower).matches()) {
            return lower;
        }
        String host = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        return HOST.matcher(host).matches() ? host : text;
    }

    /** Whether a key is the id of one thing, such as {@code i-0123456789abcdef0}, {@code eni-…} or {@code vpc-…}. */
    public static boolean isResourceId(String key) {
        return RESOURCE_ID.matcher(key.strip().toLowerCase(Locale.ROOT)).matches();
    }

    /** The normal spelling of an IPv4 or IPv6 address; empty for anything else. Never asks a name server. */
    public static Optional<String> address(String text) {
        String bare = text;
        if (bare.startsWith("[") && bare.endsWith("]")) {
            bare = bare.substring(1, bare.length() - 1);
        }
        if (IPV4.matcher(bare).matches()) {
            return Optional.of(bare);
        }
        if (bare.endsWith("/32")
                && IPV4.matcher(bare.substring(0, bare.length() - 3)).matches()) {
            return Optional.of(bare.substring(0, bare.length() - 3));
        }
        if (bare.endsWith("/128")) {
            bare = bare.substring(0, bare.length() - 4);
        }
        if (!IPV6.matcher(bare).matches()) {
            return Optional.empty();
        }
        try {
            // In brackets it is an address or an error, never a name.
            InetAddress address = InetAddress.getByName("[" + bare + "]");
            return Optional.of(
                    address instanceof Inet4Address ? address.getHostAddress() : shortest(address.getAddress()));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** RFC 5952: lower case, no leading zeros, the longest run of zeros left out. */
    private static String shortest(byte[] bytes) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
        }
        int bestStart = -1;
        int bestLength = 1;
        for (int start = 0; start < 8; start++) {
            int length = 0;
            while (start + length < 8 && groups[start + length] == 0) {
                length++;
            }
            if (length > bestLength) {
                bestStart = start;
                bestLength = length;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
                continue;
            }
            if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
