package io.counterpart.tenants.outbox;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.counterpart.contracts.json.ContractJson;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Something that a write makes necessary and that another system does. A task names what it is about and carries nothing of it:
 * whoever does it reads what stands in the database then, so doing it late or twice brings the newest state, never an older one.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "task")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Task.Provision.class, name = "provision"),
    @JsonSubTypes.Type(value = Task.Erase.class, name = "erase"),
    @JsonSubTypes.Type(value = Task.Publish.class, name = "publish"),
    @JsonSubTypes.Type(value = Task.LeaveOrganization.class, name = "leave-organization"),
    @JsonSubTypes.Type(value = Task.Note.class, name = "note"),
})
public sealed interface Task {

    ContractJson<Task> JSON = ContractJson.of(Task.class);

    /** One step towards a tenant that can be used. */
    record Provision(ProvisioningStep step) implements Task {}

    /** One step towards a tenant of which nothing is left. */
    record Erase(ErasureStep step) implements Task {}

    /**
     * Bring the newest state of a thing to the topic {@code access}.
     *
     * @param subject what kind of thing
     * @param id which one, as its kind numbers them
     */
    record Publish(Subject subject, String id) implements Task {}

    /** Take a person who is no member any more out of the tenant's organization. */
    record LeaveOrganization(String person) implements Task {}

    /** Add an entry to the tenant's audit: for writes that span tenants, whose role cannot reach it. */
    record Note(String actor, String action, String target, String requestId, long atMs) implements Task {}

    /** What stands on {@code access}. */
    enum Subject {
        TENANT,
        MEMBER,
        API_KEY,
        DEVICE
    }

    /** What a new tenant needs elsewhere, in this order. Each step may be done again. */
    enum ProvisioningStep {
        BROKER_TENANT,
        BROKER_LOG,
        BROKER_KEPT,
        ORGANIZATION,
        ACTIVATION
    }

    /**
     * How a tenant is taken away, in this order. Each step may be done again. The order to the services that keep something of it
     * comes when nothing can be written to its log any more.
     */
    enum ErasureStep {
        ACCESS,
        BROKER,
        ORDER,
        ORGANIZATION,
        ROWS,
        RECEIPT
    }

    /** Tasks of one tenant and lane are done in order; a lane whose system is away holds no other lane up. */
    enum Lane {
        SETUP,
        ACCESS,
        PEOPLE,
        AUDIT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    default Lane lane() {
        return switch (this) {
            case Provision provision -> Lane.SETUP;
            // In line with all publications, so that none comes after it.
            case Erase erase -> erase.step() == ErasureStep.ACCESS ? Lane.ACCESS : Lane.SETUP;
            case Publish publish -> Lane.ACCESS;
            case LeaveOrganization leave -> Lane.PEOPLE;
            case Note note -> Lane.AUDIT;
        };
    }

    /** As the outbox keeps it. */
    default String text() {
        return new String(JSON.write(this), StandardCharsets.UTF_8);
    }

    static Task of(String text) {
        return JSON.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
