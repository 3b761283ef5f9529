/** One node each: its connection, its counters turned into rates, and the rounds that measure all of them. */
@NullMarked
package io.miniredis.monitoring.node;

import org.jspecify.annotations.NullMarked;
