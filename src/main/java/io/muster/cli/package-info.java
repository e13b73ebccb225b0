/** Commands, exit codes, printing, and the one wiring class that builds everything from configuration. */
@NullMarked
package io.muster.cli;

import org.jspecify.annotations.NullMarked;
