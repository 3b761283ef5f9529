package io.miniredis.frontend.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.Resource;
import org.springframework.util.DigestUtils;

/** Entity tags from the content of files that never change while the service runs. */
final class ContentTags {

    private final Map<String, String> tags = new ConcurrentHashMap<>();

    String of(Resource resource) {
        return tags.computeIfAbsent(resource.getDescription(), _ -> '"' + digest(resource) + '"');
    }

    private static String digest(Resource resource) {
        try (var content = resource.getInputStream()) {
            return DigestUtils.md5DigestAsHex(content);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
