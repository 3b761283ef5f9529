/** Keeps PostgreSQL and the services running and tells how they are. */
@NullMarked
package io.miniredis.launcher.supervise;

import org.jspecify.annotations.NullMarked;
