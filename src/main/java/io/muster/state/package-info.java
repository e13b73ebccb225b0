/** The one database of Muster's own: runs, findings over time, assets with validity, journal, outbox. SQLite or PostgreSQL. */
@NullMarked
package io.muster.state;

import org.jspecify.annotations.NullMarked;
