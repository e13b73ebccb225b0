package io.muster.remediate.contacts;

import static java.util.Objects.requireNonNull;

import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The section {@code contacts}.
 *
 * @param file what is wanted
 * @param maxChanges how many contacts one apply may change, unless its option says otherwise
 * @param autoApply whether the service gives accounts that joined their contacts by itself
 */
public record ContactsConfig(Path file, int maxChanges, AutoApply autoApply) {

    public static final String DEFAULT_FILE = "contacts.yaml";
    public static final int DEFAULT_MAX_CHANGES = 50;

    /** What the service may apply without being asked. */
    public enum AutoApply {
        NEVER,
        NEW_ACCOUNTS
    }

    public ContactsConfig {
        requireNonNull(file, "file is null");
        requireNonNull(autoApply, "autoApply is null");
    }

    /** Whether there is such a file. */
    public boolean isWanted() {
        return Files.isRegularFile(file);
    }

    public static ContactsConfig from(Settings settings) {
        Section section = settings.section("contacts");
        Path folder = settings.folder().orElse(Path.of(""));
        return new ContactsConfig(
                folder.resolve(section.text("file", DEFAULT_FILE)),
                section.integer("max-changes", DEFAULT_MAX_CHANGES, 0, 100_000),
                section.word("auto-apply", AutoApply.class, AutoApply.NEVER));
    }
}
