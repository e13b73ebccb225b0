package io.muster.demo;

/** Walks over JSON without building anything, and refuses what is none; as fast as a receiver has to be. */
final class HecReceiverJson {

    private static final int DEEPEST = 500;

    private final byte[] bytes;
    private final int end;
    private int depth;

    HecReceiverJson(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** A text that is no JSON. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Malformed() {
            super(null, null, false, false);
        }
    }

    /** The byte at a place; 0 behind the end. */
    byte at(int place) {
        return place < end ? bytes[place] : 0;
    }

    int skipSpace(int from) {
        int at = from;
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    /** Behind the one byte that must stand here. */
    int skip(int from, char expected) {
        if (at(from) != expected) {
            throw new Malformed();
        }
        return from + 1;
    }

    /** Where the value ends that starts here. */
    int skipValue(int from) {
        return switch (at(from)) {
            case '"' -> skipString(from);
            case '{' -> skipObject(from);
            case '[' -> skipArray(from);
            case 't' -> skipWord(from, "true");
            case 'f' -> skipWord(from, "false");
            case 'n' -> skipWord(from, "null");
            default -> skipNumber(from);
        };
    }

    private int skipObject(int from) {
        descend();
        int at = skipSpace(from + 1);
        if (at(at) == '}') {
            depth--;
            return at + 1;
        }
        while (true) {
            at = skipSpace(skip(skipSpace(skipString(at)), ':'));
            at = skipSpace(skipValue(at));
            if (at(at) == '}') {
                depth--;
                return at + 1;
            }
            at = skipSpace(skip(at, ','));
        }
    }

    private int skipArray(int from) {
        descend();
        int at = skipSpace(from + 1);
        if (at(at) == ']') {
            depth--;
            return at + 1;
        }
        while (true) {
            at = skipSpace(skipValue(at));
            if (at(at) == ']') {
                depth--;
                return at + 1;
            }
            at = skipSpace(skip(at, ','));
        }
    }

    private void descend() {
        depth++;
        if (depth > DEEPEST) {
            throw new Malformed();
        }
    }

    /** Where the string ends that starts here: behind its closing quote. */
    int skipString(int from) {
        int at = skip(from, '"');
        while (at < end) {
            byte next = bytes[at];
            if (next == '"') {
                return at + 1;
            }
            if (next == '\\') {
                at = skipEscape(at);
            } else if (next >= ' ') {
                at++;
            } else if (next < 0) {
                at = skipUtf8(at);
            } else {
                throw new Malformed();
            }
        }
        throw new Malformed();
    }

    private int skipEscape(int from) {
        byte escaped = at(from + 1);
        if (escaped == 'u') {
            for (int i = 2; i < 6; i++) {
                if (Character.digit(at(from + i), 16) < 0) {
                    throw new Malformed();
                }
            }
            return from + 6;
        }
        if (escaped == 0 || "\"\\/bfnrt".indexOf(escaped) < 0) {
            throw new Malformed();
        }
        return from + 2;
    }

    private int skipUtf8(int from) {
        int first = bytes[from] & 0xff;
        int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
        if (first < 0xc2 || first > 0xf4) {
            throw new Malformed();
        }
        for (int i = 1; i <= more; i++) {
            if ((at(from + i) & 0xc0) != 0x80) {
                throw new Malformed();
            }
        }
        return from + more + 1;
    }

    private int skipWord(int from, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at(from + i) != word.charAt(i)) {
                throw new Malformed();
            }
        }
        return from + word.length();
    }

    private int skipNumber(int from) {
        int at = at(from) == '-' ? from + 1 : from;
        int whole = skipDigits(at);
        if (at(at) == '0' && whole > at + 1) {
            throw new Malformed();
        }
        at = whole;
        if (at(at) == '.') {
            at = skipDigits(at + 1);
        }
        if (at(at) == 'e' || at(at) == 'E') {
            boolean signed = at(at + 1) == '+' || at(at + 1) == '-';
            at = skipDigits(signed ? at + 2 : at + 1);
        }
        return at;
    }

    private int skipDigits(int from) {
        int at = from;
        while (at(at) >= '0' && at(at) <= '9') {
            at++;
        }
        if (at == from) {
            throw new Malformed();
        }
        return at;
    }
}
