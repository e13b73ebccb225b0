package io.muster.remediate.contacts;

import org.jspecify.annotations.Nullable;

/**
 * What a rule wants for one type of contact.
 *
 * @param contact null for every kind but {@code CONTACT}
 */
record Wish(Kind kind, @Nullable Contact contact) {

    /** What may be wanted. */
    enum Kind {
        /** This contact, and no other. */
        CONTACT,
        /** That there is none. */
        ABSENT,
        /** Nothing: whatever is there stays, and is not even read. */
        LEAVE_ALONE
    }

    static final Wish ABSENT = new Wish(Kind.ABSENT, null);
    static final Wish LEAVE_ALONE = new Wish(Kind.LEAVE_ALONE, null);

    static Wish of(Contact contact) {
        return new Wish(Kind.CONTACT, contact);
    }
}
