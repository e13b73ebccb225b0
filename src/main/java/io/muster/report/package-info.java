/** Renders a run as HTML, CSV, JSON and Markdown, written atomically. */
@NullMarked
package io.muster.report;

import org.jspecify.annotations.NullMarked;
