/** Turns a session or an API key into a signed token of a minute, for the gateway. */
@NullMarked
package io.miniredis.auth.exchange;

import org.jspecify.annotations.NullMarked;
