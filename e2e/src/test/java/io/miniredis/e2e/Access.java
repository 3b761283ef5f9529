package io.miniredis.e2e;

import java.net.URI;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;

/**
 * What a library is told to reach a database.
 *
 * @param url with user and password
 * @param trust whom to trust; null where the database speaks no TLS
 */
record Access(URI url, @Nullable Trust trust) {

    /** The settings of Jedis, which by itself checks no host's name. */
    JedisClientConfig jedis() {
        var config = DefaultJedisClientConfig.builder(url);
        if (trust == null) return config.build();
        var checkHost = new SSLParameters();
        checkHost.setEndpointIdentificationAlgorithm("HTTPS");
        return config.sslSocketFactory(trust.sockets()).sslParameters(checkHost).build();
    }
}
