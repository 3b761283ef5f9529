/** Organizations (the tenants), their members and the members' roles. */
@NullMarked
package io.miniredis.auth.organization;

import org.jspecify.annotations.NullMarked;
