/** The monitoring-service: measures every node every 5 s, keeps a day of history in memory, answers tenants and Prometheus. */
@NullMarked
package io.miniredis.monitoring;

import org.jspecify.annotations.NullMarked;
