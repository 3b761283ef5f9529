package io.miniredis.launcher.command;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What keeps the engines of this machine in their boxes, in the node-manager's own words. */
final class Isolation {

    private static final int ANSWER_MILLIS = 2000;
    private static final Pattern WORDS = Pattern.compile("\"isolation\":\\[([^\\]]*)\\]");

    private Isolation() {}

    /**
     * @param url the node-manager's address without a path
     * @return such as {@code uid, no-new-privileges}; empty when it does not answer
     */
    static String toldBy(String url) {
        try {
            var connection = URI.create(url + "/actuator/info").toURL().openConnection();
            connection.setConnectTimeout(ANSWER_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            try (var answer = connection.getInputStream()) {
                var words = WORDS.matcher(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
                return words.find() ? words.group(1).replace("\"", "").replace(",", ", ") : "";
            }
        } catch (IOException noAnswer) {
            return "";
        }
    }
}
