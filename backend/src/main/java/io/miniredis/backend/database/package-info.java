/** The database, its nodes, and the API that records what a tenant wishes of it. */
@NullMarked
package io.miniredis.backend.database;

import org.jspecify.annotations.NullMarked;
