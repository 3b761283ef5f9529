/** Processes that outlive their starter: started in their own session, found again, stopped. */
@NullMarked
package io.miniredis.launcher.process;

import org.jspecify.annotations.NullMarked;
