package io.muster.state;

import java.util.List;
import java.util.function.Predicate;

/** The tasks that db-scheduler does; the library speaks to the database itself, but for what it has no words for. */
final class Tasks {

    private final Database database;

    Tasks(Database database) {
        this.database = database;
    }

    /** Makes what a process had taken up look as if its heart had been missed for long; returns those processes. */
    List<String> pronounceDead(Predicate<String> isDead) {
        List<String> dead = database
                .read(handle -> handle.createQuery(
                                "select distinct picked_by from scheduled_tasks where picked and picked_by is not null")
                        .mapTo(String.class)
                        .list())
                .stream()
                .filter(isDead)
                .toList();
        for (String process : dead) {
            database.change(handle -> handle.createUpdate("update scheduled_tasks set last_heartbeat = "
                            + database.dialect().longAgo() + " where picked and picked_by = :process")
                    .bind("process", process)
                    .execute());
        }
        return dead;
    }
}
