/** Slows down who tries again and again, in PostgreSQL, so that every replica counts the same. */
@NullMarked
package io.miniredis.auth.throttle;

import org.jspecify.annotations.NullMarked;
