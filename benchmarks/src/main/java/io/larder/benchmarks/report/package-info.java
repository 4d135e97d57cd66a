/** What a run has found: its numbers, and the tables, files and plots that show them. */
@NullMarked
package io.larder.benchmarks.report;

import org.jspecify.annotations.NullMarked;
