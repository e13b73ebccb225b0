package io.muster.state;

/** The right to do what only one process may do; it is kept up in the background until it is closed. */
public final class Lease implements AutoCloseable {

    private final Leases leases;
    private final String name;

    Lease(Leases leases, String name) {
        this.leases = leases;
        this.name = name;
    }

    /** Throws a problem when the right was lost, because it could not be kept up for longer than it lasts. */
    public void confirm() {
        leases.confirm(name);
    }

    @Override
    public void close() {
        leases.release(name);
    }
}
