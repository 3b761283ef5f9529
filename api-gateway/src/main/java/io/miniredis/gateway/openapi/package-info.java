/** The public contract, as JSON. */
@NullMarked
package io.miniredis.gateway.openapi;

import org.jspecify.annotations.NullMarked;
