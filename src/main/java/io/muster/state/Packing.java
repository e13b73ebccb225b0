package io.muster.state;

import com.github.luben.zstd.Zstd;
import java.util.Arrays;

/** Compresses what is stored in large pieces. Level 1 of zstd is as small as level 3 for JSON rows, and no slower. */
final class Packing {

    private static final int LEVEL = 1;

    private Packing() {}

    static byte[] pack(byte[] bytes, int length) {
        byte[] packed = new byte[Math.toIntExact(Zstd.compressBound(length))];
        long size = Zstd.compressByteArray(packed, 0, packed.length, bytes, 0, length, LEVEL);
        if (Zstd.isError(size)) {
            throw new IllegalStateException("zstd: " + Zstd.getErrorName(size));
        }
        return Arrays.copyOf(packed, Math.toIntExact(size));
    }

    /** The bytes again; {@code length} is how many there were. */
    static byte[] unpack(byte[] packed, int length) {
        byte[] bytes = new byte[length];
        long size = Zstd.decompressByteArray(bytes, 0, length, packed, 0, packed.length);
        if (size != length) {
            throw new IllegalStateException("a stored piece is damaged: " + packed.length + " bytes");
        }
        return bytes;
    }
}
