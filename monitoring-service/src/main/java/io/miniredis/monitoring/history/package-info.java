/** What was measured: samples, and a day of them in rings of primitive numbers. */
@NullMarked
package io.miniredis.monitoring.history;

import org.jspecify.annotations.NullMarked;
