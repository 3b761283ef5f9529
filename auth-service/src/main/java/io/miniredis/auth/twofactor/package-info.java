/** The second factor: codes of an authenticator app, and recovery codes in their place. */
@NullMarked
package io.miniredis.auth.twofactor;

import org.jspecify.annotations.NullMarked;
