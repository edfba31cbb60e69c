package io.counterpart.tenants.device;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code device}. The tenant is not mapped: the database fills it in and filters by it. */
@Entity
@Table(name = "device")
class DeviceRow {

    @Id
    String device = "";

    String type = "";
    String twin = "";

    @Column(name = "twin_group")
    String group = "";

    int generation;
    long revision;

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    protected DeviceRow() {}

    DeviceRow(String device, Binding binding, int generation, Instant createdAt) {
        this.device = device;
        this.generation = generation;
        this.revision = 1;
        this.createdAt = createdAt;
        bind(binding);
    }

    final void bind(Binding binding) {
        type = binding.type().value();
        twin = binding.twin().value();
        group = binding.group().value();
    }

    boolean isBound(Binding binding) {
        return type.equals(binding.type().value())
                && twin.equals(binding.twin().value())
                && group.equals(binding.group().value());
    }

    /** Sessions of the generation before are ended. */
    void renew(int newGeneration) {
        generation = newGeneration;
        revision++;
    }
}
