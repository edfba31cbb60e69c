package io.counterpart.engine.dtdl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.counterpart.contracts.identity.TypeId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Documents for tests, written with single quotes. */
final class Documents {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

    private Documents() {}

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** An interface of version 3 with quantities, {@code dtmi:t:A;1}, that has these members besides. */
    static String v3(String members) {
        return "{'@context':['dtmi:dtdl:context;3','dtmi:dtdl:extension:quantitativeTypes;1'],'@id':'dtmi:t:A;1','@type':'Interface'"
                + (members.isEmpty() ? "" : "," + members) + "}";
    }

    static String v2(String members) {
        return "{'@context':'dtmi:dtdl:context;2','@id':'dtmi:t:A;1','@type':'Interface'"
                + (members.isEmpty() ? "" : "," + members) + "}";
    }

    /** Another interface of version 3. */
    static String named(String id, String members) {
        return v3(members).replace("'@id':'dtmi:t:A;1'", "'@id':'" + id + "'");
    }

    static DtdlParser.Outcome parse(String... documents) {
        return DtdlParser.parse(Stream.of(documents).map(Documents::json).toList());
    }

    static DtdlParser.Outcome parseArray(JsonNode array) {
        return DtdlParser.parse(StreamSupport.stream(array.spliterator(), false).toList());
    }

    static Interface read(String... documents) {
        return switch (parse(documents)) {
            case DtdlParser.Outcome.Read read -> of(read, new TypeId("dtmi:t:A;1"));
            case DtdlParser.Outcome.Unknown unknown -> throw new AssertionError(unknown);
            case DtdlParser.Outcome.Refused refused -> throw new AssertionError(refused);
        };
    }

    static Interface of(DtdlParser.Outcome.Read read, TypeId id) {
        return Objects.requireNonNull(read.interfaces().get(id), id.value());
    }

    /** What is wrong with them; empty where nothing is. */
    static List<String> rules(String... documents) {
        return switch (parse(documents)) {
            case DtdlParser.Outcome.Read _, DtdlParser.Outcome.Unknown _ -> List.of();
            case DtdlParser.Outcome.Refused(List<ParsingError> errors) ->
                errors.stream()
                        .map(error -> error.id().substring(error.id().lastIndexOf(':') + 1))
                        .toList();
        };
    }
}
