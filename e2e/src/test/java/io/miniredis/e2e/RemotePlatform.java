package io.miniredis.e2e;

import java.net.URI;

/** A platform that somebody else started, named by MINIREDIS_URL: compose, or a cluster. */
record RemotePlatform(URI dashboard) implements Platform {}
