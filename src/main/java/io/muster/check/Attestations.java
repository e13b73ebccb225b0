package io.muster.check;

import io.muster.catalog.CheckSpec;
import io.muster.problem.Problem;
import io.muster.problem.Problems;
import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people say where no API can tell, from {@code attestations.yaml}: drills held, playbooks reviewed. */
public final class Attestations {

    private final List<Attestation> entries;

    /**
     * One statement.
     *
     * @param name the check or the catalogue row that it answers, such as {@code PLB-04}
     * @param who who says so
     * @param when the day on which it was so
     * @param expires the last day on which it holds, in UTC
     */
    public record Attestation(
            String name, String who, LocalDate when, LocalDate expires, String statement, Problem.Place place) {

        /** Whether its day is still to come, wherever on earth somebody wrote it. */
        boolean isEarly(Instant now) {
            return when.isAfter(LocalDate.ofInstant(now, ZoneOffset.MAX));
        }

        public boolean hasExpired(Instant now) {
            return !now.isBefore(
                    expires.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        }
    }

    private Attestations(List<Attestation> entries) {
        this.entries = List.copyOf(entries);
    }

    public static Attestations none() {
        return new Attestations(List.of());
    }

    /** Reads the file; every bad entry is a problem with its line, and is left out. */
    public static Attestations load(Path file, Map<String, String> environment, Problems problems) {
        Settings settings = Settings.load(file, environment, problems);
        Attestations attestations = read(settings);
        settings.finish();
        return attestations;
    }

    static Attestations read(Settings settings) {
        Map<String, Attestation> byName = new HashMap<>();
        List<Attestation> entries = new ArrayList<>();
        for (Section section : settings.root().sections("attestations")) {
            String name = section.required("name");
            String who = section.required("who");
            Optional<LocalDate> when = Dates.required(section, "when");
            Optional<LocalDate> expires = Dates.required(section, "expires");
            String statement = section.required("statement");
            if (name.isEmpty() || who.isEmpty() || when.isEmpty() || expires.isEmpty() || statement.isEmpty()) {
                continue;
            }
            if (expires.get().isBefore(when.get())) {
                section.problem(
                        "expires",
                        "'" + section.path("expires") + "' is before the day of the attestation.",
                        "",
                        section.path("expires") + ": " + when.get().plusYears(1));
                continue;
            }
            Attestation attestation = new Attestation(
                    name,
                    who,
                    when.get(),
                    expires.get(),
                    statement,
                    new Problem.Place(settings.file(), section.line()));
            Attestation other = byName.putIfAbsent(name, attestation);
            if (other != null) {
                section.problem(
                        "name",
                        "'" + name + "' is attested twice.",
                        "The other one is in line " + other.place().line() + ".",
                        "keep the newer one");
                continue;
            }
            entries.add(attestation);
        }
        return new Attestations(entries);
    }

    /** All of them, in the order of the file. */
    public List<Attestation> all() {
        return entries;
    }

    /** The one that answers this check: by its id, else by a catalogue row that it decides. */
    Optional<Attestation> answering(CheckSpec check) {
        return entries.stream()
                .filter(entry -> entry.name().equals(check.id().value()))
                .findFirst()
                .or(() -> entries.stream()
                        .filter(entry -> check.requirements().contains(entry.name()))
                        .findFirst());
    }
}
