/** Invitations into organizations: a mailed link that works once, for some days, for the address that it was sent to. */
@NullMarked
package io.miniredis.auth.invitation;

import org.jspecify.annotations.NullMarked;
