package io.muster.push;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One event on its way from the encoder to the batches: filled, handed on and filled again. */
final class Event {

    /** Length of an event id: 160 bits in base 32. */
    static final int ID_LENGTH = 32;

    private static final byte[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".getBytes(StandardCharsets.US_ASCII);

    final Bytes body = new Bytes(4096);
    final byte[] id = new byte[ID_LENGTH];
    EventKind kind = EventKind.INVENTORY;
    String sourcetype = "";

    @Nullable
    String table;

    @Nullable
    String accountId;

    String runId = "";

    /** The region as a JSON string; empty where there is none. */
    final Bytes region = new Bytes(32);

    /** 160 bits in base 32, without padding. */
    void idFrom(byte[] hash) {
        for (int group = 0; group < 4; group++) {
            long bits = 0;
            for (int i = 0; i < 5; i++) {
                bits = (bits << 8) | (hash[group * 5 + i] & 0xff);
            }
            for (int i = 7; i >= 0; i--) {
                id[group * 8 + i] = BASE32[(int) (bits & 31)];
                bits >>>= 5;
            }
        }
    }
}
