/** One long-running change of a database: its steps, its outcome, and who waits for it. */
@NullMarked
package io.miniredis.backend.operation;

import org.jspecify.annotations.NullMarked;
