package io.muster.push;

/** How one target of {@code targets} is reached. */
public sealed interface TargetConfig permits SplunkConfig, FileConfig {

    /** What it is called in the configuration, in the outbox and in messages. */
    String name();

    /** Which rows of the inventory it gets. */
    InventoryMode inventory();
}
