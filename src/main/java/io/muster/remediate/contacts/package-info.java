/** Alternate contacts over the organization: what is wanted, the plan, its application, the proof, and the way back. */
@NullMarked
package io.muster.remediate.contacts;

import org.jspecify.annotations.NullMarked;
