package io.counterpart.engine.dtdl;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.TypeId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A type of twins, with all that it inherits.
 *
 * @param id its identifier
 * @param version of the language that it is written in
 * @param displayName what people call it, by language; may be empty
 * @param supertypes all interfaces that it inherits from, directly or not: a twin of this type is one of those too
 * @param contents what it has and inherits; its own first, then that of its supertypes, in the order of the documents
 * @param order what it says, or inherits, of the times of its readings
 * @param parts the relationships that lead to what such a twin is made of
 * @param document as it was given
 */
public record Interface(
        TypeId id,
        DtdlVersion version,
        Map<String, String> displayName,
        Set<TypeId> supertypes,
        List<Content> contents,
        Order order,
        List<String> parts,
        JsonNode document) {

    /** Whether a twin of this type is one of that too. */
    public boolean isA(TypeId type) {
        return id.equals(type) || supertypes.contains(type);
    }
}
