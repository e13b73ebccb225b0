/** Fills tables: from Steampipe by JDBC, and from the AWS API for facts that have no table. Failures are rows of the manifest. */
@NullMarked
package io.muster.collect;

import org.jspecify.annotations.NullMarked;
