package io.counterpart.tenants.key;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code api_key}. The tenant is not mapped: the database fills it in and filters by it. */
@Entity
@Table(name = "api_key")
class ApiKeyRow {

    @Id
    String id = "";

    String name = "";
    String hash = "";
    String[] roles = {};

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    protected ApiKeyRow() {}

    ApiKeyRow(String id, String name, String hash, String[] roles, Instant createdAt) {
        this.id = id;
        this.name = name;
        this.hash = hash;
        this.roles = roles;
        this.createdAt = createdAt;
    }
}
