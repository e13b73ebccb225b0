/** The least IAM policies for what Muster does, derived from the headers of the queries, and the responder's role. */
@NullMarked
package io.muster.permissions;

import org.jspecify.annotations.NullMarked;
