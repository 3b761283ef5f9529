package io.miniredis.kit.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a feature tells the audit about one thing that was done or refused. Who did it, in which organization and from where is taken
 * from the request, unless it is said here.
 */
public final class Deed {

    final String action;
    Outcome outcome = Outcome.DONE;

    @Nullable
    String code;

    @Nullable
    Actor actor;

    boolean asOperator;
    boolean relayed;
    boolean organizationGiven;

    @Nullable
    String organizationId;

    @Nullable
    String subject;

    @Nullable
    String subjectName;

    @Nullable
    Map<String, ?> before;

    @Nullable
    Map<String, ?> after;

    private Deed(String action) {
        this.action = action;
    }

    /** @param action what is done, as {@code thing.verb}, such as {@code database.create} */
    public static Deed of(String action) {
        return new Deed(action);
    }

    /** What it is done to. */
    public Deed on(@Nullable String id, @Nullable String name) {
        subject = id;
        subjectName = name;
        return this;
    }

    /** In this organization, which need not be the caller's; null for the platform itself. */
    public Deed in(@Nullable String organization) {
        organizationGiven = true;
        organizationId = organization;
        return this;
    }

    public Deed by(Actor who) {
        actor = who;
        return this;
    }

    /** Another service asks on behalf of somebody, whose address it does not say; the trace leads to it. */
    public Deed relayed() {
        relayed = true;
        return this;
    }

    /** A look at the platform, in no organization. */
    public Deed asOperator() {
        asOperator = true;
        return in(null);
    }

    /** How it is now, where it was not there before. Never a secret. */
    public Deed made(Map<String, ?> facts) {
        after = facts;
        return this;
    }

    /** How it was, where it is not there any more. Never a secret. */
    public Deed ended(Map<String, ?> facts) {
        before = facts;
        return this;
    }

    /** How it was and how it is; what stayed the same is left out. Never a secret. */
    public Deed changed(Map<String, ?> was, Map<String, ?> is) {
        before = differing(was, is);
        after = differing(is, was);
        return this;
    }

    private static Map<String, ?> differing(Map<String, ?> one, Map<String, ?> other) {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        one.forEach((name, value) -> {
            if (!Objects.equals(value, other.get(name))) facts.put(name, value);
        });
        return facts;
    }

    /** @param problem the code of the problem that is answered */
    public Deed refused(String problem) {
        outcome = Outcome.REFUSED;
        code = problem;
        return this;
    }

    /** @param problem why, in the words that the API uses for it */
    public Deed failed(String problem) {
        outcome = Outcome.FAILED;
        code = problem;
        return this;
    }
}
