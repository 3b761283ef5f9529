/** The embedded PostgreSQL: real server binaries, one durable data folder, password logins only. */
@NullMarked
package io.miniredis.launcher.postgres;

import org.jspecify.annotations.NullMarked;
