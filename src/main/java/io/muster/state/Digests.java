package io.muster.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** SHA-256, which every Java has. */
final class Digests {

    private Digests() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A digest of texts, some of which may be absent. */
    static byte[] of(@Nullable String... texts) {
        MessageDigest digest = sha256();
        byte[] length = new byte[4];
        for (String text : texts) {
            byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
            ByteBuffer.wrap(length).putInt(text == null ? -1 : bytes.length);
            digest.update(length);
            digest.update(bytes);
        }
        return digest.digest();
    }

    /** The first eight bytes of a digest; enough to tell the few things apart that one key has. */
    static long print(byte[] digest) {
        return ByteBuffer.wrap(digest).getLong();
    }
}
