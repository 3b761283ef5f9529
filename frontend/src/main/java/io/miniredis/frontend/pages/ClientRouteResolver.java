package io.miniredis.frontend.pages;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.PathResourceResolver;

/** Answers a path of the dashboard's own router with its one page; what looks like a file, or belongs to others, stays not found. */
final class ClientRouteResolver extends PathResourceResolver {

    @Override
    protected @Nullable Resource getResource(String path, Resource location) throws IOException {
        if (path.isEmpty()) return super.getResource("index.html", location);
        var file = super.getResource(path, location);
        if (file != null) return file;
        return isClientRoute(path) ? super.getResource("index.html", location) : null;
    }

    private static boolean isClientRoute(String path) {
        if (path.startsWith("api/") || path.startsWith("assets/") || path.startsWith("actuator/")) return false;
        return path.indexOf('.', path.lastIndexOf('/') + 1) < 0;
    }
}
