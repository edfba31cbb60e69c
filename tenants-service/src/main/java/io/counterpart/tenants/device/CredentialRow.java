package io.counterpart.tenants.device;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code device_credential}. The tenant is not mapped: the database fills it in and filters by it. */
@Entity
@Table(name = "device_credential")
class CredentialRow {

    @Id
    String id = "";

    String device = "";
    String hash = "";

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    protected CredentialRow() {}

    CredentialRow(String id, String device, String hash, Instant createdAt) {
        this.id = id;
        this.device = device;
        this.hash = hash;
        this.createdAt = createdAt;
    }
}
