package io.muster.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * What ends a command that runs until it is told to: Ctrl-C, or the signal with which a supervisor stops a service. The
 * process has ten seconds from then on; a second Ctrl-C ends it at once.
 */
final class Ending {

    /** Ctrl-C is an interruption as in every other command; a service that a supervisor stops did all that it should. */
    private static final Map<String, Integer> CODES =
            Map.of("INT", ExitCode.INTERRUPTED, "TERM", ExitCode.DONE, "HUP", ExitCode.DONE);

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final CompletableFuture<Integer> code = new CompletableFuture<>();

    private Ending() {}

    /** Takes over the signals of this process, which from now on do not end it by themselves. */
    static Ending listen() {
        Ending ending = new Ending();
        CODES.keySet().forEach(ending::take);
        return ending;
    }

    /**
     * Through reflection, because the compiler warns of the class in a way that no annotation silences. Where it is missing,
     * or the signal is ignored (as that of Ctrl-C is in the background), the signal does what it always did.
     */
    private void take(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler tell = (proxy, method, arguments) -> {
                if (method.getDeclaringClass() == Object.class) {
                    return method.invoke(this, arguments);
                }
                told(name);
                return null;
            };
            Object listener = Proxy.newProxyInstance(Ending.class.getClassLoader(), new Class<?>[] {handler}, tell);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof IllegalArgumentException)) {
                throw new IllegalStateException(e);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("every JDK has sun.misc.Signal", e);
        }
    }

    private void told(String name) {
        int wanted = CODES.getOrDefault(name, ExitCode.DONE);
        if (code.complete(wanted)) {
            Timer timer = new Timer("ending", true);
            timer.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            Runtime.getRuntime().halt(wanted);
                        }
                    },
                    LONGEST.toMillis());
        } else if (wanted == ExitCode.INTERRUPTED) {
            Runtime.getRuntime().halt(wanted);
        }
    }

    /** Waits until the process is told to end, and returns its exit code. */
    int await() throws InterruptedException {
        try {
            return code.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
