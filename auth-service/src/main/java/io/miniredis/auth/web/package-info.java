/** Security rules of the endpoints, and problems for what fails outside of them. */
@NullMarked
package io.miniredis.auth.web;

import org.jspecify.annotations.NullMarked;
