package io.miniredis.backend.host;

import io.miniredis.kit.host.HostReport;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes what node-managers push: registration, heartbeat and changes of nodes are one idempotent call. */
@RestController
class HostReportsController {

    private final JdbcTemplate jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    HostReportsController(JdbcTemplate jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    @PutMapping("/internal/hosts/{hostId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void report(
            @PathVariable @Pattern(regexp = "[A-Za-z0-9.-]{1,100}") String hostId,
            @RequestBody @Valid HostReport report) {
        // one statement, so that two replicas that hear of a new host at once do not collide
        jdbc.update("""
                insert into host (id, url, public_host, port_start, port_end, memory_bytes, engine, engine_version, tls, isolation,
                    last_seen)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (id) do update set url = excluded.url, public_host = excluded.public_host,
                    port_start = excluded.port_start, port_end = excluded.port_end, memory_bytes = excluded.memory_bytes,
                    engine = excluded.engine, engine_version = excluded.engine_version, tls = excluded.tls,
                    isolation = excluded.isolation, last_seen = excluded.last_seen
                """, Host.columns(hostId, report, clock.instant()));
        if (report.complete() || !report.nodes().isEmpty()) {
            events.publishEvent(new HostReported(hostId, report.revision(), report.complete(), report.nodes()));
        }
    }
}
