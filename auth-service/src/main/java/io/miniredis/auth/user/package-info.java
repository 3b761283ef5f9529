/** The people who can log in, as rows. Below everything that is about people. */
@NullMarked
package io.miniredis.auth.user;

import org.jspecify.annotations.NullMarked;
