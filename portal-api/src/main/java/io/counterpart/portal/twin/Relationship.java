package io.counterpart.portal.twin;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.portal.live.TwinView;

/**
 * A relationship as read.
 *
 * @param source the twin that it leads from
 * @param name its name, as the type of the source declares it
 * @param target the twin that it leads to
 * @param properties an object, empty where it has none
 */
public record Relationship(TwinId source, String name, TwinId target, JsonNode properties) {

    /** As it stands in the twin that it leads from. */
    TwinView.Link link() {
        return new TwinView.Link(name, target, properties);
    }
}
