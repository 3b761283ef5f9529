/** Who changed what, and what was refused: an append-only record whose events are chained by hashes, one chain for each service. */
@NullMarked
package io.miniredis.kit.audit;

import org.jspecify.annotations.NullMarked;
