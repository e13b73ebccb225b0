/** A thing that went wrong, said so a person can act: what, why, fix; and a collector that reports all at once. */
@NullMarked
package io.muster.problem;

import org.jspecify.annotations.NullMarked;
