package io.counterpart.portal.query;

import io.counterpart.contracts.identity.TypeId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's twins and relationships as they stand at one revision, with the twins' live values. Twins are numbered 0 to
 * {@link #size()} - 1; a number means the same twin as long as one holds the graph. Twins and relationships do not change in it, values
 * do: each is the newest when it is asked for.
 */
public interface Graph {

    /** Numbers run to this less one; a number may be vacant, its twin having been removed. */
    int size();

    /** Whether there is a twin of this number. All that is asked below is asked of such a one. */
    boolean exists(int twin);

    /** The number of the twin of this id; -1 for none. */
    int find(String twinId);

    /** A twin's id. */
    String id(int twin);

    /** What people call it. */
    String name(int twin);

    /** Its type. */
    TypeId type(int twin);

    /**
     * The twins of this type, ascending by id; empty for a type that nobody has.
     *
     * @param exact leaves out those whose type inherits from it
     */
    int[] ofModel(TypeId type, boolean exact);

    /** Whether a twin is of this type or, unless exact, of one that inherits from it. */
    boolean isOfModel(int twin, TypeId type, boolean exact);

    /** All twins, ascending by id. */
    int[] all();

    /**
     * Tells of the relationships that lead from a twin, by name and then by the number of their target.
     *
     * @param relationship those of this name, null for all
     * @param to is told of each
     * @return how many were looked at
     */
    int outgoing(int twin, @Nullable String relationship, LinkConsumer to);

    /**
     * Tells of the relationships that lead to a twin, by name and then by the number of their source.
     *
     * @param relationship those of this name, null for all
     * @param from is told of each
     * @return how many were looked at
     */
    int incoming(int twin, @Nullable String relationship, LinkConsumer from);

    /**
     * The newest measured value of a property; null for none.
     *
     * @param property a path such as {@code pressure}, or {@code pump.speed} for a component's
     * @return a Double, Boolean, String or List of Doubles
     */
    @Nullable Object value(int twin, String property);

    /** The quality of what is known of a twin, 0 to 100; null where nobody judges it. */
    @Nullable Integer quality(int twin);

    /** Is told of relationships. */
    interface LinkConsumer {

        /**
         * There is a relationship.
         *
         * @param twin at its other end
         * @param relationship its name
         * @param properties of it, as JSON has them: texts, truths, numbers, lists and maps; not to be changed
         */
        void link(int twin, String relationship, Map<String, Object> properties);
    }
}
