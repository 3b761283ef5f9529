/** The way of API calls to the gateway. */
@NullMarked
package io.miniredis.frontend.proxy;

import org.jspecify.annotations.NullMarked;
