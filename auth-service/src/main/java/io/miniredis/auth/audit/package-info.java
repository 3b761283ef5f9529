/** Tells the backend this service's part of the record of changes. */
@NullMarked
package io.miniredis.auth.audit;

import org.jspecify.annotations.NullMarked;
