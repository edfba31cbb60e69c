package io.counterpart.portal.type;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.engine.dtdl.DtdlParser;
import io.counterpart.engine.dtdl.Interface;
import io.counterpart.engine.dtdl.ParsingError;
import io.counterpart.engine.state.Layout;
import io.counterpart.portal.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the types that a caller gives, with those of the tenant's that they build on. */
@Singleton
public class TypeLanguage {

    private static final String OURS = "dtmi:counterpart:";
    private static final String UNDEFINED = "dtmi:counterpart:parsingError:undefinedIdentifier";
    private static final String TOO_MUCH = "dtmi:counterpart:parsingError:notUsableByTwins";

    private final Vertx vertx;
    private final TwinTypes types;

    TypeLanguage(Vertx vertx, TwinTypes types) {
        this.vertx = vertx;
        this.types = types;
    }

    /**
     * What documents say.
     *
     * @param interfaces by identifier, all that are needed to say it
     * @param known those of them that are the tenant's already and not among the documents
     */
    record Understood(Map<TypeId, Interface> interfaces, Set<TypeId> known) {}

    /**
     * A type as it is to be kept.
     *
     * @param definition what goes to the log
     * @param supertypes all that it inherits from, directly or not
     */
    record ReadType(TypeDefinition definition, Set<TypeId> supertypes) {

        TypeId id() {
            return definition.id();
        }
    }

    /** What the documents define, those written inside others included; fails with all that is wrong. */
    Uni<List<ReadType>> read(TenantId tenant, List<JsonNode> documents) {
        return understand(tenant, documents)
                .chain(understood -> vertx.executeBlocking(() -> definitions(tenant, understood)));
    }

    /** What this one document says; fails with all that is wrong. */
    public Uni<Interface> read(TenantId tenant, JsonNode document) {
        return understand(tenant, List.of(document))
                .map(understood -> Objects.requireNonNull(understood
                        .interfaces()
                        .get(new TypeId(document.path("@id").asText()))));
    }

    /** What twins of one of the tenant's types may send; nothing where there is no such type. */
    public Uni<Optional<TypeDefinition>> definition(TenantId tenant, TypeId type) {
        return types.documents(tenant, Set.of(type)).chain(found -> {
            JsonNode document = found.get(type);
            return document == null
                    ? Uni.createFrom().item(Optional.empty())
                    : read(tenant, document).map(read -> Optional.of(Definitions.of(tenant, read)));
        });
    }

    private Uni<Understood> understand(TenantId tenant, List<JsonNode> documents) {
        return understand(tenant, documents, new HashSet<>());
    }

    /**
     * @param known types of the tenant's whose documents are the last of these
     */
    private Uni<Understood> understand(TenantId tenant, List<JsonNode> documents, Set<TypeId> known) {
        // An ontology takes some hundred milliseconds, which the event loop has not.
        return vertx.executeBlocking(() -> DtdlParser.parse(documents)).chain(outcome -> switch (outcome) {
            case DtdlParser.Outcome.Read(Map<TypeId, Interface> interfaces) ->
                Uni.createFrom().item(new Understood(interfaces, known));
            case DtdlParser.Outcome.Unknown(Set<TypeId> missing) ->
                types.documents(tenant, missing).chain(found -> {
                    requireAll(missing, found.keySet());
                    List<JsonNode> more = new ArrayList<>(documents);
                    more.addAll(found.values());
                    known.addAll(found.keySet());
                    return understand(tenant, more, known);
                });
            case DtdlParser.Outcome.Refused(List<ParsingError> errors) -> throw refused(errors);
        });
    }

    private static void requireAll(Set<TypeId> missing, Set<TypeId> found) {
        List<ParsingError> errors = missing.stream()
                .filter(id -> !found.contains(id))
                .sorted()
                .map(id -> new ParsingError(
                        UNDEFINED,
                        id.value(),
                        "It is named, and neither among these interfaces nor defined before.",
                        "Define it too."))
                .toList();
        if (!errors.isEmpty()) {
            throw refused(errors);
        }
    }

    private static List<ReadType> definitions(TenantId tenant, Understood understood) {
        List<ParsingError> errors = new ArrayList<>();
        List<ReadType> definitions = new ArrayList<>();
        understood.interfaces().forEach((id, type) -> {
            if (understood.known().contains(id)) {
                return;
            }
            if (id.value().startsWith(OURS)) {
                errors.add(new ParsingError(
                        "dtmi:dtdl:parsingError:reservedId",
                        id.value(),
                        "Its '@id' begins with " + OURS + ", which the platform keeps for itself.",
                        "Begin it with a domain of yours."));
            }
            Definitions.obstacle(type)
                    .ifPresentOrElse(
                            why -> errors.add(new ParsingError(TOO_MUCH, id.value(), why, "Divide or shorten it.")),
                            () -> add(
                                    new ReadType(Definitions.of(tenant, type), type.supertypes()),
                                    definitions,
                                    errors));
        });
        if (!errors.isEmpty()) {
            throw refused(errors);
        }
        return definitions;
    }

    /** Whoever folds readings of it makes a layout of the type, and cannot say there what is wrong with it. */
    private static void add(ReadType type, List<ReadType> definitions, List<ParsingError> errors) {
        try {
            Layout.of(type.definition());
            definitions.add(type);
        } catch (IllegalArgumentException notUsable) {
            errors.add(new ParsingError(
                    TOO_MUCH, type.id().value(), "It cannot be used: " + notUsable.getMessage() + ".", "Change it."));
        }
    }

    private static ApiProblem refused(List<ParsingError> errors) {
        ParsingError first = errors.getFirst();
        String more = errors.size() == 1 ? "" : " And " + (errors.size() - 1) + " more, see 'errors'.";
        return new ApiProblem(
                ProblemType.INVALID_TYPE,
                first.element() + ": " + first.cause() + " " + first.action() + more,
                Map.of(
                        "element",
                        first.element(),
                        "errors",
                        errors.stream().map(TypeLanguage::member).collect(Collectors.toList())));
    }

    private static Map<String, String> member(ParsingError error) {
        return Map.of("id", error.id(), "element", error.element(), "cause", error.cause(), "action", error.action());
    }
}
