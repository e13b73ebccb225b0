package io.muster.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Lets the log tell what was done, for commands that nobody watches. */
final class Milestones {

    private Milestones() {}

    /** Unless {@code MUSTER_LOG} says what the log should tell. */
    static void say(Map<String, String> environment) {
        if (!environment.containsKey("MUSTER_LOG") && LoggerFactory.getLogger("io.muster") instanceof Logger logger) {
            logger.setLevel(Level.INFO);
        }
    }
}
