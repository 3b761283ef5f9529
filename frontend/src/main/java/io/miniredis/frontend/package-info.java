/** The dashboard's server: its files, and the public API on the same origin. */
@NullMarked
package io.miniredis.frontend;

import org.jspecify.annotations.NullMarked;
