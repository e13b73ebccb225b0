package io.muster.push;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Packs batches; level 1, because higher ones cost twice the time for a third of the bytes. */
final class Gzip {

    private Gzip() {}

    static byte[] pack(byte[] bytes, int from, int to) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(Math.max(64, (to - from) / 6));
        try (OutputStream gzip = new Level1(packed)) {
            gzip.write(bytes, from, to - from);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static byte[] unpack(byte[] packed) {
        try (GZIPInputStream input = new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 16)) {
            return input.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256 of packed bytes as hex, as the outbox keeps it. */
    static String digest(byte[] packed) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(packed));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static final class Level1 extends GZIPOutputStream {
        private Level1(OutputStream output) throws IOException {
            super(output, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
