package io.counterpart.portal.twin;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/**
 * A twin's row. The database fills in the tenant, and shows no other's rows. The row of a removed twin stays, so that its device
 * does not make it again.
 */
@Entity
@Table(name = "twin")
class TwinEntity {

    @Id
    String id = "";

    String type = "";

    @Column(name = "in_group")
    String group = "";

    @Nullable String device;

    String name = "";

    boolean removed;

    /** How often what is wanted of it was changed: what is wanted stands in the log. */
    long wishes;

    @Version
    long revision;

    /** A new row for this twin. */
    static TwinEntity of(Twin twin) {
        TwinEntity row = new TwinEntity();
        row.become(twin);
        return row;
    }

    /** Takes over what the twin is defined as. */
    void become(Twin twin) {
        id = twin.id().value();
        type = twin.type().value();
        group = twin.group().value();
        device = twin.device() == null ? null : twin.device().value();
        name = twin.name();
    }
}
