/** What a browser holds after logging in: an opaque token, stored as its hash. */
@NullMarked
package io.miniredis.auth.session;

import org.jspecify.annotations.NullMarked;
