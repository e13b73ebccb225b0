/** A synthetic organization in Steampipe's table shapes, and a faithful HEC receiver, for a first look, tests and benchmarks. */
@NullMarked
package io.muster.demo;

import org.jspecify.annotations.NullMarked;
