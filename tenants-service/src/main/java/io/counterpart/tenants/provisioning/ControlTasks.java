package io.counterpart.tenants.provisioning;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.tenants.outbox.Task;
import io.counterpart.tenants.outbox.TaskRunner;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Hands each task to the one who can do it. */
@ApplicationScoped
class ControlTasks implements TaskRunner {

    private final Provisioning provisioning;
    private final Erasing erasing;
    private final Publication publication;
    private final Recording recording;
    private final IdentityProviderAdmin people;

    @Inject
    ControlTasks(
            Provisioning provisioning,
            Erasing erasing,
            Publication publication,
            Recording recording,
            IdentityProviderAdmin people) {
        this.provisioning = provisioning;
        this.erasing = erasing;
        this.publication = publication;
        this.recording = recording;
        this.people = people;
    }

    @Override
    public Uni<Void> run(TenantId tenant, Task task) {
        return switch (task) {
            case Task.Provision provision -> provisioning.run(tenant, provision.step());
            case Task.Erase erase -> erasing.run(tenant, erase.step());
            case Task.Publish publish -> publication.run(tenant, publish);
            case Task.LeaveOrganization leave -> people.removeMember(tenant, leave.person());
            case Task.Note entry -> recording.run(tenant, entry);
        };
    }
}
