package io.counterpart.engine.dtdl;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.TypeId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads DTDL. Terms that nobody defined are refused in version 3, unless the document names an extension whose terms are only carried
 * along, and taken in version 2, as the specifications' conformance cases have it. Version 4 is not taken.
 *
 * <p>It is a function of its documents: no I/O, nothing kept.
 */
public final class DtdlParser {

    private DtdlParser() {}

    /** What became of documents. */
    public sealed interface Outcome {

        /**
         * All is well.
         *
         * @param interfaces by identifier, all that stand in the documents, those that are written inside others among them
         */
        record Read(Map<TypeId, Interface> interfaces) implements Outcome {}

        /**
         * So far nothing is wrong, and these interfaces are named that are not there: with them it can be said.
         *
         * @param interfaces at least one
         */
        record Unknown(Set<TypeId> interfaces) implements Outcome {}

        /**
         * Something is wrong.
         *
         * @param errors at least one, a hundred at most, in the order in which they were found
         */
        record Refused(List<ParsingError> errors) implements Outcome {}
    }

    /** Reads documents that may name one another, in any order; each is an interface. */
    public static Outcome parse(Collection<JsonNode> documents) {
        Errors errors = new Errors();
        ElementReader reader = new ElementReader(errors);
        int number = 0;
        for (JsonNode document : documents) {
            reader.read(document, "document " + ++number);
        }
        if (!errors.isEmpty()) {
            return new Outcome.Refused(errors.all());
        }
        ModelCheck check = new ModelCheck(reader.byId(), errors);
        check.check(reader.interfaces());
        if (!errors.isEmpty()) {
            return new Outcome.Refused(errors.all());
        }
        if (!check.unknown().isEmpty()) {
            return new Outcome.Unknown(
                    check.unknown().stream().map(TypeId::new).collect(Collectors.toUnmodifiableSet()));
        }
        ModelBuilder builder = new ModelBuilder(check);
        Map<TypeId, Interface> interfaces = new LinkedHashMap<>();
        for (Element element : reader.interfaces()) {
            Interface one = builder.build(element);
            interfaces.put(one.id(), one);
        }
        return new Outcome.Read(interfaces);
    }
}
