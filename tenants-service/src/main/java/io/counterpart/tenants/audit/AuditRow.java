package io.counterpart.tenants.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code audit}. The tenant is not mapped: the database fills it in and filters by it. */
@Entity
@Table(name = "audit")
class AuditRow {

    @Id
    private long sequence;

    private Instant at = Instant.EPOCH;
    private String actor = "";
    private String action = "";
    private String target = "";

    @Column(name = "request_id")
    private String requestId = "";

    private String previous = "";
    private String hash = "";

    protected AuditRow() {}

    static AuditRow of(AuditEntry entry) {
        AuditRow row = new AuditRow();
        row.sequence = entry.sequence();
        row.at = entry.at();
        row.actor = entry.actor();
        row.action = entry.action();
        row.target = entry.target();
        row.requestId = entry.requestId();
        row.previous = entry.previous();
        row.hash = entry.hash();
        return row;
    }

    AuditEntry entry() {
        return new AuditEntry(sequence, at, actor, action, target, requestId, previous, hash);
    }
}
