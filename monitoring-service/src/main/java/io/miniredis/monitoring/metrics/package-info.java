/** The public API's series and latest samples. */
@NullMarked
package io.miniredis.monitoring.metrics;

import org.jspecify.annotations.NullMarked;
