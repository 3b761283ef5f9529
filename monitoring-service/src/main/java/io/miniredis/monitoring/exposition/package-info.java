/** What Prometheus sees: every node, and how well the measuring itself goes. */
@NullMarked
package io.miniredis.monitoring.exposition;

import org.jspecify.annotations.NullMarked;
