/** Asks OPA about an inventory and returns findings; silence becomes {@code unknown}. Owns the OPA process. */
@NullMarked
package io.muster.check;

import org.jspecify.annotations.NullMarked;
