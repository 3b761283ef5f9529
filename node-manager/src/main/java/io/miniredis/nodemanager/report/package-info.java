/** What this host tells the backend. */
@NullMarked
package io.miniredis.nodemanager.report;

import org.jspecify.annotations.NullMarked;
