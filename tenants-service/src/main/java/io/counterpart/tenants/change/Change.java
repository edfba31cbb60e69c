package io.counterpart.tenants.change;

import io.counterpart.tenants.outbox.Task;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** A change that is being made: what it may use, and, once it is known, what it is. */
public final class Change {

    private final Mutiny.Session session;
    private final String plan;
    private final Instant at;
    private @Nullable Done done;

    Change(Mutiny.Session session, String plan, Instant at) {
        this.session = session;
        this.plan = plan;
        this.at = at;
    }

    /**
     * What was done.
     *
     * @param action for the audit, such as {@code device.put}
     * @param target for the audit, such as {@code devices/pump-1}
     * @param tasks that follow from it
     */
    record Done(String action, String target, List<Task> tasks) {}

    public Mutiny.Session session() {
        return session;
    }

    /** The tenant's plan. */
    public String plan() {
        return plan;
    }

    /** When it is made, to the millisecond. */
    public Instant at() {
        return at;
    }

    /** Says what was done; a change of which nobody says so has changed nothing. */
    public void did(String action, String target, Task... tasks) {
        done = new Done(action, target, List.of(tasks));
    }

    @Nullable Done done() {
        return done;
    }
}
