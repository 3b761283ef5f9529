/** The house's own services as OAuth 2 clients: a token with its scopes for each. */
@NullMarked
package io.miniredis.auth.serviceclient;

import org.jspecify.annotations.NullMarked;
