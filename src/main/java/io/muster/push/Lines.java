package io.muster.push;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The events of a batch, one a line, without parsing them. */
final class Lines {

    private final byte[] bytes;
    private final List<Integer> starts = new ArrayList<>();

    Lines(byte[] bytes) {
        this.bytes = bytes;
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                starts.add(from);
                from = i + 1;
            }
        }
        starts.add(from);
    }

    int count() {
        return starts.size() - 1;
    }

    /** One event, without its newline. */
    byte[] event(int number) {
        return Arrays.copyOfRange(bytes, starts.get(number), starts.get(number + 1) - 1);
    }

    /** Several events, each with its newline. */
    byte[] range(int from, int to) {
        return Arrays.copyOfRange(bytes, starts.get(from), starts.get(to));
    }
}
