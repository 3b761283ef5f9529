/** The keys that sign every token of the house, and their public halves. */
@NullMarked
package io.miniredis.auth.signing;

import org.jspecify.annotations.NullMarked;
