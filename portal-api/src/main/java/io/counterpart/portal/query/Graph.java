package io.counterpart.portal.query;

import io.counterpart.contracts.identity.TypeId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's twins and relationships as they stand at one revision, with the twins' live values. Twins are numbered 0..size()-1.
 *
 * <p>Twins, types and relationships of one graph never change; live values may, from call to call. Any thread may read it. Arrays
 * that it returns belong to it: callers leave them as they are.
 */
public interface Graph {

    /** Numbers run to size()-1; a number may be vacant. */
    int size();

    /** Whether this number is a twin's. */
    boolean exists(int twin);

    /** The number of the twin with this id; -1 for none. */
    int find(String twinId);

    /** The twin's id, unique in its graph. */
    String id(int twin);

    /** What people call it. */
    String name(int twin);

    /** The type in the version that the twin has. */
    TypeId type(int twin);

    /** Twins whose type is this or (unless exact) inherits from it, ascending by twin id; empty for a type that nobody has. */
    int[] ofModel(TypeId type, boolean exact);

    /** Whether the twin's type is this or (unless exact) inherits from it. */
    boolean isOfModel(int twin, TypeId type, boolean exact);

    /** All twins, ascending by id. */
    int[] all();

    /**
     * Tells of the relationships that begin at a twin. Between two twins there is at most one of a name; both ends exist.
     *
     * @param relationship of this name only, null for all
     * @param to is told the twin at the other end
     * @return how many were looked at
     */
    int outgoing(int twin, @Nullable String relationship, LinkConsumer to);

    /**
     * Tells of the relationships that end at a twin.
     *
     * @param relationship of this name only, null for all
     * @param from is told the twin at the other end
     * @return how many were looked at
     */
    int incoming(int twin, @Nullable String relationship, LinkConsumer from);

    /**
     * The newest measured value: Double, Boolean, String, List&lt;Double&gt;; null for none.
     *
     * @param property for example {@code pressure} or {@code pump.speed}
     */
    @Nullable Object value(int twin, String property);

    /** 0..100, null where nobody judges. */
    @Nullable Integer quality(int twin);

    /** Is told of relationships, one by one. */
    interface LinkConsumer {

        /**
         * One relationship.
         *
         * @param twin the twin at its other end
         * @param relationship its name
         * @param properties its own properties; empty for none
         */
        void link(int twin, String relationship, Map<String, Object> properties);
    }
}
