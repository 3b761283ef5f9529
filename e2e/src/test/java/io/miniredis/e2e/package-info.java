/** The platform as its users meet it: over HTTP, RESP and a browser, with faults. */
@org.jspecify.annotations.NullMarked
package io.miniredis.e2e;
