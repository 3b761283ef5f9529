/** What a tenant may try with its credentials, and what has to come of it: nothing, for its neighbours and for us. */
@org.jspecify.annotations.NullMarked
package io.miniredis.nodemanager.escape;
