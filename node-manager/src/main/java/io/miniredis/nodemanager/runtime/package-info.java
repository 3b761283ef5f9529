/** Where engine processes come from: the seam between supervising a node and how it is run. */
@NullMarked
package io.miniredis.nodemanager.runtime;

import org.jspecify.annotations.NullMarked;
