/** Reads file and environment into typed values and reports every bad or unknown key at once. */
@NullMarked
package io.muster.settings;

import org.jspecify.annotations.NullMarked;
