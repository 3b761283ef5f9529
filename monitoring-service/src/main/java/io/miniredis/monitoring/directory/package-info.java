/** Which nodes there are to measure, as the backend lists them. */
@NullMarked
package io.miniredis.monitoring.directory;

import org.jspecify.annotations.NullMarked;
