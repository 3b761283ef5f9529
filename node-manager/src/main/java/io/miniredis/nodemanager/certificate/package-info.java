/** The certificates that nodes present to their clients: keys that never leave the host, signed by the platform's authority. */
@NullMarked
package io.miniredis.nodemanager.certificate;

import org.jspecify.annotations.NullMarked;
