/** What a caller came with, and the signed token that the auth-service gives for it. */
@NullMarked
package io.miniredis.gateway.credential;

import org.jspecify.annotations.NullMarked;
