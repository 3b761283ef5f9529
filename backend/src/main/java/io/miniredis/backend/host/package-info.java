/** Machines that run nodes: what they report, whether they are heard of, and how they are called. */
@NullMarked
package io.miniredis.backend.host;

import org.jspecify.annotations.NullMarked;
