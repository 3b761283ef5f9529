/** Who may do what: accounts, credentials, and the signed tokens that the house's services trust. */
@NullMarked
package io.miniredis.auth;

import org.jspecify.annotations.NullMarked;
