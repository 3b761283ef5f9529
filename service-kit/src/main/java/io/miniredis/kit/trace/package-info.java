/** Traces: where a thread is in one, and the spans that tell a collector how long each part took. */
@NullMarked
package io.miniredis.kit.trace;

import org.jspecify.annotations.NullMarked;
