package io.miniredis.kit.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps metrics from strangers where a service's own port is open to them: they are answered at another port, which nobody publishes, and
 * that port answers nothing else. Health stays where probes ask for it.
 */
public final class MetricsPort extends OncePerRequestFilter {

    private static final String ACTUATOR = "/actuator";
    private static final String HEALTH = "/actuator/health";

    private final int port;

    public MetricsPort(int port) {
        this.port = port;
    }

    public void open(TomcatServletWebServerFactory tomcat) {
        var connector = new Connector(TomcatServletWebServerFactory.DEFAULT_PROTOCOL);
        connector.setPort(port);
        tomcat.addAdditionalConnectors(connector);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // decoded and made plain by Tomcat: what a path leads to, not how it is written
        var path = request.getServletPath();
        var inside = request.getLocalPort() == port;
        if (inside ? path.startsWith(ACTUATOR + "/") : !isUnder(ACTUATOR, path) || isUnder(HEALTH, path)) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static boolean isUnder(String folder, String path) {
        return path.equals(folder) || path.startsWith(folder + "/");
    }
}
