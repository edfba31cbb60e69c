package io.counterpart.portal.graph;

import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import org.jspecify.annotations.Nullable;

/**
 * A twin in the graph. Its number is kept when it goes, for should it come again.
 *
 * @param id the twin
 * @param name what people call it
 * @param type its type, null when it is gone
 * @param defined whether it has a row, be it that of a removed twin; one without is known from the log alone
 * @param outgoing the relationships that lead from it
 * @param incoming those that lead to it
 */
record Node(TwinId id, String name, @Nullable TypeId type, boolean defined, Links outgoing, Links incoming) {

    boolean exists() {
        return type != null;
    }
}
