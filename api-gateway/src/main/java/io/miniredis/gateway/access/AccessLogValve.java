package io.miniredis.gateway.access;

import io.miniredis.gateway.openapi.Templates;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Writes the lines. As a part of Tomcat it also sees what Tomcat refuses itself, and answers to their last byte. */
final class AccessLogValve extends ValveBase implements AccessLog {

    static final String LOGGER = "access";

    private static final Logger log = LoggerFactory.getLogger(LOGGER);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** Longer than any address; what a proxy claims may be anything. */
    private static final int LONGEST_ADDRESS = 64;

    private final Templates templates;
    private final JsonMapper json;
    private final Clock clock;

    AccessLogValve(Templates templates, JsonMapper json, Clock clock) {
        super(true);
        this.clock = clock;
        this.templates = templates;
        this.json = json;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    @Override
    public void log(Request request, Response response, long nanos) {
        if (!log.isInfoEnabled()) return;
        var path = String.valueOf(request.getRequestURI());
        // the probes of orchestrators, every second or so
        if (path.startsWith("/actuator/")) return;
        var entry = AccessEntry.of(request);
        var address = entry == null ? String.valueOf(request.getRemoteAddr()) : entry.address();
        log.info(json.writeValueAsString(new AccessLine(
                clock.instant().minusNanos(nanos).truncatedTo(ChronoUnit.MILLIS).toString(),
                METHODS.contains(request.getMethod()) ? request.getMethod() : "other",
                templates.of(path),
                response.getStatus(),
                TimeUnit.NANOSECONDS.toMicros(nanos) / 1000.0,
                response.getBytesWritten(false),
                address.length() > LONGEST_ADDRESS ? address.substring(0, LONGEST_ADDRESS) : address,
                entry == null ? null : entry.organization(),
                entry == null ? null : entry.subject(),
                entry == null ? null : entry.trace())));
    }

    @Override
    public void setRequestAttributesEnabled(boolean enabled) {
        // the entry holds what is needed
    }

    @Override
    public boolean getRequestAttributesEnabled() {
        return false;
    }
}
