/** Changes something in AWS, or proves that it could be changed: contacts by plan and apply, the responder drill. */
@NullMarked
package io.muster.remediate;

import org.jspecify.annotations.NullMarked;
