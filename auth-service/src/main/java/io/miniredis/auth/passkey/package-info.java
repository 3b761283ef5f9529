/** Passkeys: logging in with a key pair that a device, a security key or a password manager keeps, instead of a password and a code. */
@NullMarked
package io.miniredis.auth.passkey;

import org.jspecify.annotations.NullMarked;
