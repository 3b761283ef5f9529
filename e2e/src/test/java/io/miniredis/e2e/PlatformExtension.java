package io.miniredis.e2e;

import java.net.URI;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the platform to tests: the one that MINIREDIS_URL names, else one that {@code ./miniredis up} starts for the whole run and
 * {@code ./miniredis down} ends. Tests that take a {@link LocalPlatform} hurt it, and are skipped on somebody else's.
 */
final class PlatformExtension implements ParameterResolver, ExecutionCondition {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Platform.class.isAssignableFrom(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Start.class, it -> Start.attempt(), Start.class)
                .platform();
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var needsItsOwn = context.getTestMethod()
                .filter(it -> Stream.of(it.getParameterTypes()).anyMatch(LocalPlatform.class::equals))
                .isPresent();
        return needsItsOwn && !url().isEmpty()
                ? ConditionEvaluationResult.disabled("needs a platform of its own; MINIREDIS_URL names somebody else's")
                : ConditionEvaluationResult.enabled("has the platform that it needs");
    }

    /** Of the platform that somebody else started; empty where there is none. */
    private static String url() {
        var url = System.getenv("MINIREDIS_URL");
        return url == null ? "" : url.strip();
    }

    /** The one attempt to have a platform; where it failed, every test says so and none tries again. */
    private record Start(
            @Nullable Platform started, @Nullable Throwable failure) implements AutoCloseable {

        static Start attempt() {
            try {
                return new Start(start(), null);
            } catch (RuntimeException | AssertionError failure) {
                return new Start(null, failure);
            }
        }

        private static Platform start() {
            return url().isEmpty() ? LocalPlatform.start() : new RemotePlatform(URI.create(url()));
        }

        Platform platform() {
            if (started == null) throw new IllegalStateException("the platform did not start", failure);
            return started;
        }

        @Override
        public void close() throws Exception {
            if (started != null) started.close();
        }
    }
}
