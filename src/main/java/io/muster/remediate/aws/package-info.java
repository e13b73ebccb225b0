/** The way to AWS of everything that may change something there: clients, credentials, pace, and the organization's tree. */
@NullMarked
package io.muster.remediate.aws;

import org.jspecify.annotations.NullMarked;
