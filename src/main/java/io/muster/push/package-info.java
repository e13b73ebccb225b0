/** Delivers events to targets through the durable outbox. */
@NullMarked
package io.muster.push;

import org.jspecify.annotations.NullMarked;
