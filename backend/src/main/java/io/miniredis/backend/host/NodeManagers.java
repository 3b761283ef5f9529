package io.miniredis.backend.host;

import io.miniredis.kit.client.ServiceClients;
import io.miniredis.kit.node.CommandReply;
import io.miniredis.kit.node.CommandRequest;
import io.miniredis.kit.node.NodeHistoryEvent;
import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.NodeStatus;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/** Calls the node-managers of hosts. Every call has a deadline, and every way in which it can end is an answer. */
@Component
public class NodeManagers {

    /** The node-manager itself waits up to 1.5 s for an engine, so a healthy one answers well within this. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** A console command may run 5 s on the host. */
    private static final Duration COMMAND_DEADLINE = Duration.ofSeconds(7);

    private static final ParameterizedTypeReference<List<NodeHistoryEvent>> EVENTS =
            new ParameterizedTypeReference<>() {};

    private final RestClient nodes;
    private final RestClient commands;

    NodeManagers(ServiceClients clients) {
        nodes = clients.toAny(DEADLINE);
        commands = clients.toAny(COMMAND_DEADLINE);
    }

    public HostAnswer ensure(Host host, NodeSpec spec) {
        return ask(() -> new HostAnswer.Observed(Objects.requireNonNull(
                nodes.put().uri(node(host, spec.nodeId())).body(spec).retrieve().body(NodeStatus.class))));
    }

    public HostAnswer remove(Host host, String nodeId) {
        return ask(() -> {
            nodes.delete().uri(node(host, nodeId)).retrieve().toBodilessEntity();
            return new HostAnswer.Gone();
        });
    }

    /**
     * Runs a tenant's command on its node.
     *
     * @throws HostRefused when the node-manager would not run it
     * @throws HostUnreachable when it did not answer
     */
    public CommandReply run(Host host, String nodeId, CommandRequest request) {
        return asked(() -> commands.post()
                .uri(URI.create(node(host, nodeId) + "/commands"))
                .body(request)
                .retrieve()
                .body(CommandReply.class));
    }

    /**
     * The last things that happened to a node, newest first.
     *
     * @throws HostRefused when the node-manager does not know the node
     * @throws HostUnreachable when it did not answer
     */
    public List<NodeHistoryEvent> events(Host host, String nodeId, int limit) {
        return asked(() -> nodes.get()
                .uri(URI.create(node(host, nodeId) + "/events?limit=" + limit))
                .retrieve()
                .body(EVENTS));
    }

    private static <T> T asked(Supplier<@Nullable T> call) {
        try {
            return Objects.requireNonNull(call.get());
        } catch (RestClientResponseException refused) {
            var problem = problemOf(refused);
            throw new HostRefused(refused.getStatusCode(), codeOf(problem), detailOf(problem, refused));
        } catch (RestClientException | OAuth2AuthorizationException noAnswer) {
            throw new HostUnreachable(noAnswer);
        }
    }

    private static URI node(Host host, String nodeId) {
        return URI.create(host.url() + "/nodes/" + nodeId);
    }

    private static HostAnswer ask(Supplier<HostAnswer> call) {
        try {
            return call.get();
        } catch (RestClientResponseException answer) {
            return refusal(answer);
        } catch (RestClientException | OAuth2AuthorizationException noAnswer) {
            return new HostAnswer.Unreachable("The host does not answer.");
        }
    }

    /** What the node-manager says with a code of its own is a refusal; 401s and nameless errors are trouble that passes. */
    private static HostAnswer refusal(RestClientResponseException answer) {
        var problem = problemOf(answer);
        var code = codeOf(problem);
        return switch (code) {
            case "PORT_POOL_EXHAUSTED", "STALE_GENERATION", "INVALID_INPUT", "NODE_MISSING" ->
                new HostAnswer.Refused(code, detailOf(problem, answer));
            case "DISK_FAILED" -> new HostAnswer.Unreachable("The host cannot write to its disk, which may be full.");
            default ->
                new HostAnswer.Unreachable("The host answers with an error ("
                        + answer.getStatusCode().value() + ").");
        };
    }

    private static ProblemDetail problemOf(RestClientResponseException answer) {
        try {
            var problem = answer.getResponseBodyAs(ProblemDetail.class);
            if (problem != null) return problem;
        } catch (RuntimeException notAProblem) {
            // a proxy's page, say; the status has to do
        }
        return ProblemDetail.forStatus(answer.getStatusCode());
    }

    private static String codeOf(ProblemDetail problem) {
        var properties = problem.getProperties();
        return properties == null ? "" : String.valueOf(properties.getOrDefault("code", ""));
    }

    private static String detailOf(ProblemDetail problem, RestClientResponseException answer) {
        var detail = problem.getDetail();
        return detail == null ? "The host answered " + answer.getStatusCode() + "." : detail;
    }

    /** A node-manager would not run a command, and said why. */
    public static final class HostRefused extends RuntimeException {
        private final HttpStatusCode status;
        private final String code;

        HostRefused(HttpStatusCode status, String code, String detail) {
            super(detail);
            this.status = status;
            this.code = code;
        }

        public HttpStatusCode status() {
            return status;
        }

        public String code() {
            return code;
        }
    }

    /** A node-manager did not answer. */
    public static final class HostUnreachable extends RuntimeException {
        HostUnreachable(Throwable cause) {
            super(
                    "The database's host does not answer right now. The database itself may well be running; try again soon.",
                    cause);
        }
    }
}
