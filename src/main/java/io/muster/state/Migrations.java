package io.muster.state;

import io.muster.problem.ProblemException;
import java.util.List;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Brings the schema to the version of the program; does nothing, and quickly, when it is there already. */
final class Migrations {

    /** The migrations beside this class, oldest first. */
    static final List<String> FILES = List.of("V1__state.sql", "V2__outbox.sql", "V3__record.sql");

    private static final String FOLDER = "classpath:io/muster/state";
    private static final String HISTORY = "muster_schema";

    private Migrations() {}

    static int newest() {
        return FILES.size();
    }

    /** Whether there is nothing to do. */
    static boolean isCurrent(DataSource dataSource) {
        OptionalInt version = version(dataSource);
        return version.isPresent() && version.getAsInt() == newest();
    }

    /** Throws a problem when the database is of a newer program, or holds something else. */
    static void migrate(DataSource dataSource, Dialect dialect, String described) {
        OptionalInt version = version(dataSource);
        if (version.isPresent() && version.getAsInt() > newest()) {
            throw ProblemException.couldNotRun(
                    "The " + described + " was made by a newer Muster.",
                    "Its schema has version " + version.getAsInt() + ", this program knows up to " + newest() + ".",
                    "run the newer program, or name another database in 'state.url'");
        }
        if (version.isPresent() && version.getAsInt() == newest()) {
            return;
        }
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(dataSource)
                    .locations(FOLDER)
                    .table(HISTORY)
                    .placeholders(dialect.placeholders())
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw ProblemException.couldNotRun(
                    "The schema of the " + described + " could not be brought to version " + newest() + ".",
                    Failure.reason(e),
                    "give Muster a database of its own",
                    e);
        }
    }

    /** The version that is there; empty for a database without Muster's tables. */
    private static OptionalInt version(DataSource dataSource) {
        try (Handle handle = Jdbi.create(dataSource).open()) {
            return handle
                    .createQuery("select version from " + HISTORY + " where success and version is not null")
                    .mapTo(String.class)
                    .stream()
                    .mapToInt(Integer::parseInt)
                    .max();
        } catch (JdbiException e) {
            return OptionalInt.empty();
        }
    }
}
