/** Measures what Muster promises to hold: ratios against a named reference, medians of interleaved runs. */
@NullMarked
package io.muster.bench;

import org.jspecify.annotations.NullMarked;
