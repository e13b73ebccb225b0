package io.muster.remediate.contacts;

/** Turns what a journal says around. */
final class Rollback {

    private Rollback() {}

    /** From what was written back to what was there. */
    static PlanLine line(Journal.Entry entry) {
        return new PlanLine(
                entry.account(),
                entry.name(),
                "",
                entry.type(),
                PlanLine.action(entry.after(), entry.before()),
                entry.after(),
                entry.before(),
                "",
                null,
                "");
    }

    /** Who wrote the journal; that it may do so is found out again. */
    static Caller caller(Journal.Header header) {
        return new Caller(
                header.caller(),
                "",
                header.organization() == null ? Caller.Standing.ALONE : Caller.Standing.MANAGEMENT,
                header.organization(),
                header.organization() == null ? null : header.caller());
    }
}
