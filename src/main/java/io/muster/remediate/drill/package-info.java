/** Proves that responders could act: assumes their role in each account and asks AWS what it allows. Changes nothing. */
@NullMarked
package io.muster.remediate.drill;

import org.jspecify.annotations.NullMarked;
