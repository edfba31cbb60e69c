package io.counterpart.portal.twin;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.portal.problem.ApiProblem;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a merge patch (RFC 7396) changes of a twin.
 *
 * @param name what people shall call it, null for what they do
 * @param desired by property what it shall be, empty for nothing any more
 */
record TwinPatch(@Nullable String name, SortedMap<PropertyName, Optional<Wanted>> desired) {

    private static final Set<String> MEMBERS = Set.of("name", "properties");
    private static final Set<String> OF_PROPERTY = Set.of("desired");
    private static final Set<String> OF_WANTED = Set.of("value", "unit");

    /**
     * What a property shall be.
     *
     * @param value as it was given
     * @param unit in which, null for the property's own
     */
    record Wanted(JsonNode value, @Nullable String unit) {}

    /** Reads one; fails with a problem where it is none. */
    static TwinPatch of(@Nullable JsonNode patch) {
        if (patch == null || !patch.isObject() || patch.isEmpty() || hasOthers(patch, MEMBERS)) {
            throw refused("A patch holds 'name', 'properties' or both; all else is set by PUT.");
        }
        JsonNode name = patch.get("name");
        if (name != null && !name.isTextual()) {
            throw refused("'name' is a text, and cannot be taken away.");
        }
        JsonNode properties = patch.get("properties");
        if (properties != null && (!properties.isObject() || properties.isEmpty())) {
            throw refused("'properties' is an object with what is desired, by property.");
        }
        if (properties != null && properties.size() > Input.DESIRED_MAX) {
            throw refused("'properties' may have " + Input.DESIRED_MAX + " members.");
        }
        SortedMap<PropertyName, Optional<Wanted>> desired = new TreeMap<>();
        if (properties != null) {
            for (Map.Entry<String, JsonNode> property : properties.properties()) {
                desired.put(propertyName(property.getKey()), wanted(property.getKey(), property.getValue()));
            }
        }
        return new TwinPatch(name == null ? null : Names.require(name.asText()), desired);
    }

    private static PropertyName propertyName(String text) {
        try {
            return new PropertyName(text);
        } catch (IllegalArgumentException malformed) {
            throw refused("'properties': no property is called so: " + malformed.getMessage() + ".");
        }
    }

    private static Optional<Wanted> wanted(String name, JsonNode property) {
        String path = "'properties." + name;
        if (!property.isObject() || property.isEmpty() || hasOthers(property, OF_PROPERTY)) {
            throw refused(path + "' is an object with 'desired' and nothing else; null there takes a wish back.");
        }
        JsonNode desired = property.get("desired");
        if (desired.isNull()) {
            return Optional.empty();
        }
        if (!desired.isObject()) {
            return Optional.of(new Wanted(desired, null));
        }
        JsonNode value = desired.get("value");
        JsonNode unit = desired.get("unit");
        if (value == null || value.isNull() || hasOthers(desired, OF_WANTED) || (unit != null && !unit.isTextual())) {
            throw refused(path + ".desired' is a value, or an object with 'value' and, for a number, 'unit'.");
        }
        return Optional.of(new Wanted(value, unit == null ? null : unit.asText()));
    }

    private static boolean hasOthers(JsonNode object, Set<String> members) {
        return object.properties().stream().anyMatch(member -> !members.contains(member.getKey()));
    }

    private static ApiProblem refused(String why) {
        return new ApiProblem(ProblemType.BAD_REQUEST, why);
    }
}
