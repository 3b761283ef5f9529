/** The public API's view of an engine's slow log. */
@NullMarked
package io.miniredis.monitoring.slowlog;

import org.jspecify.annotations.NullMarked;
