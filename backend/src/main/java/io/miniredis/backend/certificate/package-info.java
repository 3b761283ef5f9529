/** The platform's certificate authority: who signs nodes' certificates, what it signs, and what clients trust. */
@NullMarked
package io.miniredis.backend.certificate;

import org.jspecify.annotations.NullMarked;
