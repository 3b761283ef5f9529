/** Shuts every engine of the host down in order, without a running node-manager. */
@NullMarked
package io.miniredis.nodemanager.drain;

import org.jspecify.annotations.NullMarked;
