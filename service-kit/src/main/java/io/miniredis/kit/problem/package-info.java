/** RFC 9457 error bodies: the one shape in which any service says no. */
@NullMarked
package io.miniredis.kit.problem;

import org.jspecify.annotations.NullMarked;
