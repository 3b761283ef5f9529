/** What programs hold: keys of an organization with a role, shown once and stored as their hash. */
@NullMarked
package io.miniredis.auth.apikey;

import org.jspecify.annotations.NullMarked;
