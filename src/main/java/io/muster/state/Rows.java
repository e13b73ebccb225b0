package io.muster.state;

import java.util.Arrays;

/** A chunk's rows or keys, unpacked, line by line. */
final class Rows {

    private final byte[] bytes;
    private final int[] ends;

    Rows(byte[] bytes, int count) {
        this.bytes = bytes;
        this.ends = new int[count];
        int line = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                ends[line++] = i;
            }
        }
    }

    int count() {
        return ends.length;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int line) {
        return line == 0 ? 0 : ends[line - 1] + 1;
    }

    int length(int line) {
        return ends[line] - start(line);
    }

    byte[] line(int line) {
        return Arrays.copyOfRange(bytes, start(line), ends[line]);
    }
}
