/** The circuit breakers, one for each service behind the gateway. */
@NullMarked
package io.miniredis.gateway.breaker;

import org.jspecify.annotations.NullMarked;
