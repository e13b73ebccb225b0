package io.muster.state;

/** The open assets of a source by their prints, and which of them were seen again; 16 bytes a slot and no objects. */
final class PrintIndex {

    private long[] prints = new long[64];
    private long[] ids = new long[64];
    private int size;

    /** Takes the id of an open asset. */
    interface Ids {
        void take(long id);
    }

    /** Adds an asset; ids are greater than 0. False if its print is there already. */
    boolean add(long print, long id) {
        int slot = slot(print);
        if (ids[slot] != 0) {
            return false;
        }
        prints[slot] = print;
        ids[slot] = id;
        size++;
        if (size * 2 > ids.length) {
            grow();
        }
        return true;
    }

    /** Notes that an asset was seen; false if it is not there. */
    boolean see(long print) {
        int slot = slot(print);
        ids[slot] = -Math.abs(ids[slot]);
        return ids[slot] != 0;
    }

    void forEachUnseen(Ids unseen) {
        for (long id : ids) {
            if (id > 0) {
                unseen.take(id);
            }
        }
    }

    private int slot(long print) {
        int mask = ids.length - 1;
        int slot = (int) (print ^ (print >>> 32)) & mask;
        while (ids[slot] != 0 && prints[slot] != print) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldPrints = prints;
        long[] oldIds = ids;
        prints = new long[oldPrints.length * 2];
        ids = new long[oldIds.length * 2];
        for (int i = 0; i < oldIds.length; i++) {
            if (oldIds[i] != 0) {
                int slot = slot(oldPrints[i]);
                prints[slot] = oldPrints[i];
                ids[slot] = oldIds[i];
            }
        }
    }
}
