package io.counterpart.portal.twin;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A relationship as a caller gives it.
 *
 * @param properties an object; left out where it has none
 */
public record RelationshipBody(
        @Schema(type = SchemaType.OBJECT) @Nullable JsonNode properties) {}
