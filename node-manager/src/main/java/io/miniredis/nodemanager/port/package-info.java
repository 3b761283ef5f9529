/** The ports of this host that nodes may get. */
@NullMarked
package io.miniredis.nodemanager.port;

import org.jspecify.annotations.NullMarked;
