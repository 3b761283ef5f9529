/** Asking a person who is logged in for their password once more, before something that a stolen session must not do. */
@NullMarked
package io.miniredis.auth.proof;

import org.jspecify.annotations.NullMarked;
