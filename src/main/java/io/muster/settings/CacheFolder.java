package io.muster.settings;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where programs are kept from one run to the next: {@code MUSTER_CACHE}, else below the user's cache folder. */
public final class CacheFolder {

    private CacheFolder() {}

    /** By the environment of the process; need not be there yet. */
    public static Path of(Map<String, String> environment) {
        @Nullable String own = environment.get("MUSTER_CACHE");
        if (own != null && !own.isBlank()) {
            return Path.of(own).toAbsolutePath();
        }
        @Nullable String caches = environment.get("XDG_CACHE_HOME");
        Path root = caches == null || caches.isBlank()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache")
                : Path.of(caches);
        return root.resolve("muster").toAbsolutePath();
    }
}
