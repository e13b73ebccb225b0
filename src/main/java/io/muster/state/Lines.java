package io.muster.state;

import java.security.MessageDigest;
import java.util.Arrays;

/** Bytes of lines that grow; lines end with a newline. */
final class Lines {

    private static final int FIRST_SIZE = 4 << 10;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int size;

    void add(byte[] line) {
        int wanted = Math.addExact(size, line.length + 1);
        if (wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(wanted, 2L * bytes.length)));
        }
        System.arraycopy(line, 0, bytes, size, line.length);
        size += line.length;
        bytes[size++] = '\n';
    }

    int size() {
        return size;
    }

    void digestInto(MessageDigest digest) {
        digest.update(bytes, 0, size);
    }

    byte[] packed() {
        return Packing.pack(bytes, size);
    }

    void clear() {
        size = 0;
    }
}
