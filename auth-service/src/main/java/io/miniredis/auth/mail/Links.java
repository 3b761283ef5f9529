package io.miniredis.auth.mail;

import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Addresses of dashboard pages, for mails. Secrets are behind the {@code #}, which browsers send to nobody. */
@Component
public class Links {

    private final String dashboard;

    /** @param dashboard where people open the dashboard (MINIREDIS_PUBLIC_URL) */
    Links(@Value("${miniredis.public-url}") URI dashboard) {
        var isHttp = "http".equals(dashboard.getScheme()) || "https".equals(dashboard.getScheme());
        if (!isHttp || dashboard.getHost() == null || dashboard.getQuery() != null || dashboard.getFragment() != null) {
            throw new IllegalArgumentException(
                    "MINIREDIS_PUBLIC_URL must be the address of the dashboard, such as https://redis.example.com");
        }
        this.dashboard = dashboard.toString().replaceFirst("/+$", "");
    }

    /** Where one logs in. */
    public URI dashboard() {
        return URI.create(dashboard + "/");
    }

    public URI verification(String token) {
        return page("/verify", token);
    }

    public URI passwordReset(String token) {
        return page("/reset-password", token);
    }

    public URI invitation(String token) {
        return page("/invitation", token);
    }

    /** An address of ours that others send browsers back to. */
    public URI callback(String path) {
        return URI.create(dashboard + path);
    }

    private URI page(String path, String token) {
        return URI.create(dashboard + path + "#" + token);
    }
}
