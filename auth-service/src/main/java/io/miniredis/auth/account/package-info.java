/** Accounts: signing up, verifying an address, logging in and out, passwords, and who one is. */
@NullMarked
package io.miniredis.auth.account;

import org.jspecify.annotations.NullMarked;
