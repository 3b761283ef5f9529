/** Talking RESP to an engine over its Unix socket. */
@NullMarked
package io.miniredis.nodemanager.connection;

import org.jspecify.annotations.NullMarked;
