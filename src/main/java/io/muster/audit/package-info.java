/** The pipeline: collect, check, report and push. Read {@code Audit} first. */
@NullMarked
package io.muster.audit;

import org.jspecify.annotations.NullMarked;
