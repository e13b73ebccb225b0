package io.muster.check;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Finds an OPA to run. */
public final class OpaBinary {

    private final OpaConfig config;
    private final Map<String, String> environment;

    /** {@code environment} holds PATH, HOME and MUSTER_CACHE. */
    public OpaBinary(OpaConfig config, Map<String, String> environment) {
        this.config = config;
        this.environment = Map.copyOf(environment);
    }

    /** An OPA that was found, and its version. */
    public record Found(Path path, String version) {}

    /** Finds or installs one; each step says one line to {@code progress}. Throws a problem when there is none. */
    public Found find(Consumer<String> progress) {
        throw new UnsupportedOperationException(config.version() + environment.size());
    }
}
