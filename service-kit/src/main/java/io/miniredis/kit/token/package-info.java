/** Who is calling: signed tokens of tenants and services, checked and read. */
@NullMarked
package io.miniredis.kit.token;

import org.jspecify.annotations.NullMarked;
