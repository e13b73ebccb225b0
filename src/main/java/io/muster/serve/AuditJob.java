package io.muster.serve;

import io.muster.audit.AuditResult;
import io.muster.audit.Progress;

/** One audit of the whole organization, as the schedule asks for it; the wiring says what it is made of. */
@FunctionalInterface
public interface AuditJob {

    /** Throws a problem when nothing can be asked at all. Ends early when its thread is interrupted. */
    AuditResult run(Progress progress) throws InterruptedException;
}
