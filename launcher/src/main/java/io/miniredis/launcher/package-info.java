/** Runs the whole platform on one machine without Docker. */
@NullMarked
package io.miniredis.launcher;

import org.jspecify.annotations.NullMarked;
