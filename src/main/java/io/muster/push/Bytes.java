package io.muster.push;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes that grow; emptied and used again for one event or batch after the other. */
final class Bytes {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private byte[] array;
    private int size;

    Bytes(int capacity) {
        array = new byte[capacity];
    }

    /** The bytes behind it; those from {@link #size()} on have no meaning. */
    byte[] array() {
        return array;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    byte[] toArray() {
        return Arrays.copyOf(array, size);
    }

    Bytes put(byte[] bytes) {
        return put(bytes, 0, bytes.length);
    }

    Bytes put(byte[] bytes, int from, int to) {
        reserve(to - from);
        System.arraycopy(bytes, from, array, size, to - from);
        size += to - from;
        return this;
    }

    Bytes put(Bytes other) {
        return put(other.array, 0, other.size);
    }

    Bytes put(char ascii) {
        reserve(1);
        array[size++] = (byte) ascii;
        return this;
    }

    Bytes put(String ascii) {
        reserve(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            array[size++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    Bytes put(long number) {
        return put(Long.toString(number));
    }

    /** Leaves room that is filled in later, and says where it starts. */
    int skip(int length) {
        reserve(length);
        size += length;
        return size - length;
    }

    /** A JSON string, or {@code null}. */
    Bytes json(@Nullable String text) {
        if (text == null) {
            return put(NULL);
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        reserve(utf8.length * 6 + 2);
        array[size++] = '"';
        for (byte next : utf8) {
            if (next == '"' || next == '\\') {
                array[size++] = '\\';
                array[size++] = next;
            } else if (next >= 0 && next < ' ') {
                escape(next);
            } else {
                array[size++] = next;
            }
        }
        array[size++] = '"';
        return this;
    }

    private void escape(byte control) {
        array[size++] = '\\';
        switch (control) {
            case '\n' -> array[size++] = 'n';
            case '\r' -> array[size++] = 'r';
            case '\t' -> array[size++] = 't';
            default -> {
                array[size++] = 'u';
                array[size++] = '0';
                array[size++] = '0';
                array[size++] = HEX[control >> 4];
                array[size++] = HEX[control & 15];
            }
        }
    }

    private void reserve(int more) {
        if (array.length - size < more) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, size + more));
        }
    }

    @Override
    public String toString() {
        return new String(array, 0, size, StandardCharsets.UTF_8);
    }
}
