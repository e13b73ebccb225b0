/** Tests each configured part in turn and says what to do; one bad part never hides the others. */
@NullMarked
package io.muster.doctor;

import org.jspecify.annotations.NullMarked;
