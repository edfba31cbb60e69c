package io.counterpart.portal.type;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A twin type's row. The database fills in the tenant, and shows no other's rows. */
@Entity
@Immutable
@Table(name = "twin_type")
class TwinTypeEntity {

    @Id
    String id = "";

    String path = "";

    String version = "";

    /** The interface as it was given. */
    @Column(columnDefinition = "text")
    String document = "";
}
