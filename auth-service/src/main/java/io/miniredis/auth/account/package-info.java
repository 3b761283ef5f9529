/** Users: signing up, logging in and out, and who one is. */
@NullMarked
package io.miniredis.auth.account;

import org.jspecify.annotations.NullMarked;
