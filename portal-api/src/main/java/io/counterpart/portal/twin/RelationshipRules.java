package io.counterpart.portal.twin;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.Input;
import io.counterpart.engine.dtdl.Content;
import io.counterpart.engine.dtdl.Interface;
import io.counterpart.engine.dtdl.SchemaCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What relationships twins of one type may have: those that it declares or inherits, and an untyped twin any. */
final class RelationshipRules {

    static final RelationshipRules UNTYPED = new RelationshipRules(null);

    private static final Rule ANYTHING = new Rule(null, Integer.MAX_VALUE, null);

    private final @Nullable Map<String, Rule> rules;

    private RelationshipRules(@Nullable Map<String, Rule> rules) {
        this.rules = rules;
    }

    static RelationshipRules of(Interface type) {
        return new RelationshipRules(type.contents().stream()
                .filter(Content.Relationship.class::isInstance)
                .map(Content.Relationship.class::cast)
                .collect(Collectors.toMap(
                        Content.Relationship::name,
                        declared -> new Rule(declared.target(), declared.maxMultiplicity(), declared.properties()))));
    }

    /** What relationships of this name must be; empty where there may be none. */
    Optional<Rule> of(String name) {
        return rules == null ? Optional.of(ANYTHING) : Optional.ofNullable(rules.get(name));
    }

    /** The names that there are, for saying so. */
    String names() {
        return rules == null || rules.isEmpty()
                ? "none"
                : rules.keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    /**
     * What relationships of one name must be.
     *
     * @param target what type they lead to, null for any
     * @param most how many there may be of one twin
     * @param properties what they may have, null for anything
     */
    record Rule(@Nullable TypeId target, int most, @Nullable List<Content.Property> properties) {

        /** Whether they may lead to a twin of this type, which inherits from those. */
        boolean leadsTo(TypeId type, Set<TypeId> ancestors) {
            return target == null || target.equals(type) || ancestors.contains(target);
        }

        /**
         * Whether they may lead to another version of this type. Twins go from version to version one by one, so between two that go both
         * there is a time in which they are of two.
         */
        boolean leadsToAVersionOf(TypeId type) {
            return target != null && target.path().equals(type.path());
        }

        /** What is wrong with these properties, as a sentence; empty where nothing is. */
        Optional<String> refusal(JsonNode values) {
            if (values.size() > Input.RELATIONSHIP_PROPERTIES_MAX) {
                return Optional.of("'properties' may have " + Input.RELATIONSHIP_PROPERTIES_MAX + " members.");
            }
            Optional<SchemaCheck.Fault> fault = SchemaCheck.ofAny(values, "properties");
            if (fault.isPresent() || properties == null) {
                return fault.map(Rule::sentence);
            }
            Map<String, Content.Property> declared =
                    properties.stream().collect(Collectors.toMap(Content.Property::name, Function.identity()));
            for (Map.Entry<String, JsonNode> value : values.properties()) {
                String path = "properties." + value.getKey();
                Content.Property property = declared.get(value.getKey());
                if (property == null) {
                    return Optional.of("'" + path + "' is not declared by the type; declared are "
                            + (declared.isEmpty() ? "none" : String.join(", ", declared.keySet())) + ".");
                }
                fault = SchemaCheck.of(property.schema(), value.getValue(), path);
                if (fault.isPresent()) {
                    return fault.map(Rule::sentence);
                }
            }
            return Optional.empty();
        }

        private static String sentence(SchemaCheck.Fault fault) {
            return "'" + fault.path() + "' " + fault.what() + ".";
        }
    }
}
