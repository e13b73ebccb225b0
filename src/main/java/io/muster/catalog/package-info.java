/** Reads {@code checks/} and {@code inventory-queries/} headers into specs and refuses a malformed pack. Runs nothing. */
@NullMarked
package io.muster.catalog;

import org.jspecify.annotations.NullMarked;
