/** Writes the connections that Steampipe needs for the accounts of an organization, and the AWS profiles behind them. */
@NullMarked
package io.muster.connections;

import org.jspecify.annotations.NullMarked;
