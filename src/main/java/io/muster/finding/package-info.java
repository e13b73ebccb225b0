/** What an audit says: check id, verdict, severity, resource, evidence, run. Records only. */
@NullMarked
package io.muster.finding;

import org.jspecify.annotations.NullMarked;
