/** Logging in with an account of elsewhere: OpenID Connect providers by configuration. */
@NullMarked
package io.miniredis.auth.provider;

import org.jspecify.annotations.NullMarked;
