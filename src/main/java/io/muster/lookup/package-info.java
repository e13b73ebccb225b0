/** Answers a responder's question (whose is this IP, ARN, account?) as of a time, from the stored assets. */
@NullMarked
package io.muster.lookup;

import org.jspecify.annotations.NullMarked;
