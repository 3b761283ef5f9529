/** Makes observed what is desired: claims an open operation, runs its steps, records what came of them. */
@NullMarked
package io.miniredis.backend.reconcile;

import org.jspecify.annotations.NullMarked;
