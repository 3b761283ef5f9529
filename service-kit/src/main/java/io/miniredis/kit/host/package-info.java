/** What a host's node-manager reports to the backend, and what monitoring learns from it. */
@NullMarked
package io.miniredis.kit.host;

import org.jspecify.annotations.NullMarked;
