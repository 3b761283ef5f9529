/** How the gateway leaves without losing a request. */
@NullMarked
package io.miniredis.gateway.shutdown;

import org.jspecify.annotations.NullMarked;
