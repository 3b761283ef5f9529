/** The access log: one line of JSON for each request. */
@NullMarked
package io.miniredis.gateway.access;

import org.jspecify.annotations.NullMarked;
