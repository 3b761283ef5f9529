/** Kills the node-manager again and again under a random load, and looks at what it comes back to. */
@NullMarked
package io.miniredis.nodemanager.torture;

import org.jspecify.annotations.NullMarked;
