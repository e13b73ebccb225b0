/** The long-running service: schedule, HTTP API, metrics. */
@NullMarked
package io.muster.serve;

import org.jspecify.annotations.NullMarked;
