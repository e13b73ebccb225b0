package io.muster.check;

import io.muster.catalog.Pack;
import io.muster.problem.Diagnosis;
import io.muster.problem.Diagnosis.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Examines OPA: which one would be used, and whether every policy of the pack compiles in it. Installs nothing. */
public final class OpaCheckup {

    private static final String PART = "opa";

    private final OpaConfig config;
    private final Map<String, String> environment;

    public OpaCheckup(OpaConfig config, Map<String, String> environment) {
        this.config = config;
        this.environment = Map.copyOf(environment);
    }

    /** What is known of it; problems of a configured OPA come as they are. */
    public List<Diagnosis> examine(Pack pack, Basis basis) {
        List<Diagnosis> found = new ArrayList<>();
        OpaBinary binary = new OpaBinary(config, environment);
        String name;
        if (config.url() == null) {
            Optional<OpaBinary.Found> present = binary.present();
            if (present.isEmpty()) {
                return List.of(
                        binary.canBuild()
                                ? Diagnosis.warning(
                                        PART,
                                        "OPA " + config.version() + " is not here.",
                                        "nothing; the first audit builds it with Go, which takes about two minutes")
                                : Diagnosis.broken(
                                        PART,
                                        "OPA " + config.version() + " is not here, nor is Go, which could build it.",
                                        "put OPA " + config.version() + " on PATH, or name it in opa.binary"));
            }
            name = "OPA " + present.get().version() + " at " + present.get().path();
        } else {
            name = "OPA at " + config.url();
        }
        try (Checker checker = Checker.start(config, binary, pack, basis, step -> {})) {
            found.add(Diagnosis.ok(
                    PART,
                    name + " answers and has the policies of " + pack.checks().size() + " checks."));
            checker.report().warnings().forEach(problem -> found.add(Diagnosis.of(PART, Level.WARNING, problem)));
        }
        return List.copyOf(found);
    }
}
