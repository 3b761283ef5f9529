package io.miniredis.nodemanager.engine;

import io.miniredis.nodemanager.folder.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine program as it is on the disk now. A package upgrade replaces it while engines of the version before run on; the next
 * start of each runs the new one.
 */
public final class InstalledEngine {

    private static final Logger log = LoggerFactory.getLogger(InstalledEngine.class);

    private final EngineLookup lookup;
    private volatile Found found;

    private record Found(Engine engine, Object identity) {}

    /** @throws StartRefused when there is none, it does not run, or it is too old */
    public InstalledEngine(EngineLookup lookup) {
        this.lookup = lookup;
        var engine = lookup.find();
        this.found = new Found(engine, identity(engine.program()));
        log.info("engine: {}{}", engine, engine.tls() ? "" : ", without TLS");
    }

    public Engine current() {
        return found.engine();
    }

    /** Looks whether the program was replaced; one that cannot be used changes nothing. Costs a look at the file's attributes. */
    public boolean refresh() {
        var before = found;
        try {
            if (identity(lookup.program()).equals(before.identity())) return false;
            var engine = lookup.find();
            found = new Found(engine, identity(engine.program()));
            if (engine.equals(before.engine())) return false;
            log.info("the engine on the disk is {} now, it was {}", engine, before.engine());
            return true;
        } catch (StartRefused unusable) {
            log.warn("the engine on the disk cannot be used: {}", unusable.getMessage());
            return false;
        }
    }

    private static Object identity(Path program) {
        try {
            var it = Files.readAttributes(program, BasicFileAttributes.class);
            return program + " " + it.fileKey() + " " + it.size() + " " + it.lastModifiedTime();
        } catch (IOException unreadable) {
            return program + " " + unreadable;
        }
    }
}
