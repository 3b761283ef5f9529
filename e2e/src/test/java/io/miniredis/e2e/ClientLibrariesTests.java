package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Popular libraries do their everyday work with a tenant's rights, each on a database of its own. */
@Tag("clients")
@ExtendWith(PlatformExtension.class)
@ParameterizedClass(name = "{0}")
@EnumSource(ClientLibrariesTests.Transport.class)
class ClientLibrariesTests {

    private static final NpmProject npm = NpmProject.clients();

    private final Transport transport;
    private final Platform platform;
    private final Tenant tenant;
    private Tenant.Database database;
    private Access access;

    ClientLibrariesTests(Transport transport, Platform platform) {
        this.transport = transport;
        this.platform = platform;
        this.tenant = Tenant.signedUp(platform);
    }

    /** How the libraries connect; every one of them does its journeys over each. */
    enum Transport {
        PLAIN("redis", Map.of()),
        TLS("rediss", Map.of("tls", true));

        private final String scheme;
        private final Map<String, ?> wanted;

        Transport(String scheme, Map<String, ?> wanted) {
            this.scheme = scheme;
            this.wanted = wanted;
        }

        Map<String, ?> database() {
            var body = new HashMap<String, Object>(wanted);
            body.put("name", "library");
            return body;
        }
    }

    @BeforeAll
    static void install() {
        npm.install();
    }

    @BeforeEach
    void provision() {
        database = tenant.create(transport.database());
        assertThat(database.url().getScheme()).isEqualTo(transport.scheme);
        access = new Access(
                database.url(),
                switch (transport) {
                    case PLAIN -> null;
                    case TLS -> Trust.downloadedFrom(platform);
                });
    }

    @AfterEach
    void giveThePortBack() {
        tenant.delete(database.path()).expect(202);
        tenant.awaitGone(database.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ioredis", "node-redis", "bullmq", "rate-limiter-flexible"})
    void npmLibrary(String library) {
        npm.test(library, access);
    }

    @TestFactory
    Stream<DynamicTest> jedis() {
        return journeys(JedisJourneys::new);
    }

    @TestFactory
    Stream<DynamicTest> lettuce() {
        return journeys(LettuceJourneys::new);
    }

    @TestFactory
    Stream<DynamicTest> redisson() {
        return journeys(RedissonJourneys::new);
    }

    private Stream<DynamicTest> journeys(Function<Access, Journeys> library) {
        var journeys = library.apply(access);
        return journeys.all().onClose(journeys::close);
    }
}
