package io.muster.serve;

import com.github.kagkarlsson.scheduler.SchedulerName;
import io.muster.state.Processes;
import java.util.Optional;

/** The name under which a process takes up tasks: machine, process id and start, so that a dead one is known as such. */
record ProcessName(String machine, long pid, long started) {

    static ProcessName own() {
        ProcessHandle self = ProcessHandle.current();
        return new ProcessName(new SchedulerName.Hostname().getName(), self.pid(), Processes.started(self));
    }

    private static Optional<ProcessName> of(String text) {
        String[] words = text.split(" ", -1);
        try {
            return words.length == 3
                    ? Optional.of(new ProcessName(words[0], Long.parseLong(words[1]), Long.parseLong(words[2])))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether the process of this name ran on this machine and is no more; of other machines nobody knows. */
    boolean isDead(String name) {
        return of(name).filter(other -> other.machine.equals(machine) && !Processes.isAlive(other.pid, other.started))
                .isPresent();
    }

    @Override
    public String toString() {
        return machine + " " + pid + " " + started;
    }
}
