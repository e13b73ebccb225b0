package io.muster.doctor;

import io.muster.problem.Diagnosis;
import io.muster.problem.Diagnosis.Level;
import io.muster.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Carries out examinations, one after the other, each in a bounded time and whatever the others say. */
public final class Doctor {

    private Doctor() {}

    /** What each examination says, in their order; {@code heard} gets every diagnosis as soon as it is known. */
    public static List<Diagnosis> examine(List<Examination> examinations, Consumer<Diagnosis> heard)
            throws InterruptedException {
        List<Diagnosis> all = new ArrayList<>();
        for (Examination examination : examinations) {
            List<Diagnosis> found = examine(examination);
            found.forEach(heard);
            all.addAll(found);
        }
        return List.copyOf(all);
    }

    private static List<Diagnosis> examine(Examination examination) throws InterruptedException {
        FutureTask<List<Diagnosis>> test = new FutureTask<>(examination.test());
        // A test that hangs must not keep the process alive, and may hang in a call that hears of no interrupt.
        Thread thread = new Thread(test, "doctor-" + examination.part());
        thread.setDaemon(true);
        thread.start();
        try {
            return test.get(examination.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            test.cancel(true);
            return List.of(Diagnosis.broken(
                    examination.part(),
                    "It did not answer within " + examination.patience().toSeconds() + " s.",
                    "look whether it hangs, or is behind a firewall that drops packets"));
        } catch (ExecutionException e) {
            return failed(examination.part(), Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private static List<Diagnosis> failed(String part, Throwable cause) {
        if (cause instanceof ProblemException problem) {
            return problem.problems().stream()
                    .map(each -> Diagnosis.of(part, Level.BROKEN, each))
                    .toList();
        }
        return List.of(Diagnosis.broken(
                part,
                "The test of it failed: " + cause.getClass().getSimpleName() + ": " + cause.getMessage() + ".",
                "muster doctor --stacktrace, and report what it prints"));
    }
}
