package io.muster.check;

import io.muster.settings.Section;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads days from files that people write. */
final class Dates {

    private Dates() {}

    /** A day such as {@code 2027-06-30}; reported when it is missing or no day. */
    static Optional<LocalDate> required(Section section, String key) {
        String written = section.required(key);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(written.strip()));
        } catch (DateTimeParseException e) {
            section.problem(
                    key,
                    "'" + section.path(key) + "' is '" + written + "', which is no day.",
                    "",
                    section.path(key) + ": 2027-06-30");
            return Optional.empty();
        }
    }
}
