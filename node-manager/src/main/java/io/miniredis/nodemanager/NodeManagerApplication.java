package io.miniredis.nodemanager;

import io.miniredis.nodemanager.drain.Drain;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Runs the service, or with the argument {@code drain} shuts down every engine of the host in order. */
@SpringBootApplication
public class NodeManagerApplication {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("drain")) {
            System.exit(Drain.run(System.getenv(), System.out));
        }
        SpringApplication.run(NodeManagerApplication.class, args);
    }
}
