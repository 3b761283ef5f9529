/** Hashing of passwords, apart from everything that must stay fast. */
@NullMarked
package io.miniredis.auth.password;

import org.jspecify.annotations.NullMarked;
