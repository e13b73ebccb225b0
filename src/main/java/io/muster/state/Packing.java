package io.muster.state;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Compresses what is stored in large pieces. Level 1 of zstd is as small as level 3 for JSON rows, and no slower. Contexts
 * are kept, because to make one takes longer than to compress a small table.
 */
final class Packing {

    private static final int LEVEL = 1;
    private static final int MOST_KEPT = 16;

    private static final Queue<ZstdCompressCtx> COMPRESSORS = new ConcurrentLinkedQueue<>();
    private static final Queue<ZstdDecompressCtx> DECOMPRESSORS = new ConcurrentLinkedQueue<>();

    private Packing() {}

    static byte[] pack(byte[] bytes, int length) {
        ZstdCompressCtx context = COMPRESSORS.poll();
        if (context == null) {
            context = new ZstdCompressCtx().setLevel(LEVEL);
        }
        try {
            byte[] packed = new byte[bound(length)];
            int size = context.compressByteArray(packed, 0, packed.length, bytes, 0, length);
            return Arrays.copyOf(packed, size);
        } finally {
            if (COMPRESSORS.size() < MOST_KEPT) {
                COMPRESSORS.add(context);
            } else {
                context.close();
            }
        }
    }

    /** The most that zstd makes of so many bytes. */
    private static int bound(int length) {
        return Math.toIntExact(Zstd.compressBound(length));
    }

    /** The bytes again; {@code length} is how many there were. */
    static byte[] unpack(byte[] packed, int length) {
        ZstdDecompressCtx context = DECOMPRESSORS.poll();
        if (context == null) {
            context = new ZstdDecompressCtx();
        }
        try {
            byte[] bytes = new byte[length];
            int size = context.decompressByteArray(bytes, 0, length, packed, 0, packed.length);
            if (size != length) {
                throw new IllegalStateException("a stored piece is damaged: it has " + size + " bytes, not " + length);
            }
            return bytes;
        } finally {
            if (DECOMPRESSORS.size() < MOST_KEPT) {
                DECOMPRESSORS.add(context);
            } else {
                context.close();
            }
        }
    }
}
