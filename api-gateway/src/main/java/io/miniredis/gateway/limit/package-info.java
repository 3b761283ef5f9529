/** How often who may call. */
@NullMarked
package io.miniredis.gateway.limit;

import org.jspecify.annotations.NullMarked;
