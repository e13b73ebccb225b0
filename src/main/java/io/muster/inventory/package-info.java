/** What an audit saw: one table per query and account, or why it could not be read; the manifest. Records only. */
@NullMarked
package io.muster.inventory;

import org.jspecify.annotations.NullMarked;
