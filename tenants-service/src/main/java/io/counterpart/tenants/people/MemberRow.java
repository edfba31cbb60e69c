package io.counterpart.tenants.people;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code member}. The tenant is not mapped: the database fills it in and filters by it. */
@Entity
@Table(name = "member")
class MemberRow {

    @Id
    String email = "";

    String subject = "";
    String[] roles = {};
    long revision;

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    protected MemberRow() {}

    MemberRow(String email, String subject, String[] roles, Instant createdAt) {
        this.email = email;
        this.subject = subject;
        this.roles = roles;
        this.revision = 1;
        this.createdAt = createdAt;
    }
}
