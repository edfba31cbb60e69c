package io.counterpart.engine.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.twin.CommandState.Answer;
import io.counterpart.engine.binary.DamagedBytes;
import io.counterpart.engine.dtdl.SchemaCheck;
import io.counterpart.engine.dtdl.SchemaDocument;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a device answers: {@code {"status": 200, "payload": …}}. */
public final class AnswerReader {

    private static final int DEPTH_MAX = 64;
    private static final String STATUS = "status";
    private static final String PAYLOAD = "payload";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEPTH_MAX)
                        .build());
    }

    private AnswerReader() {}

    /** What was read. */
    public sealed interface Read {

        /** An answer, be its payload as declared or not; it is the same when it was written and read again. */
        record Understood(Answer answer) implements Read {}

        /** @param why it is none: a sentence */
        record Refused(String why) implements Read {}
    }

    /** Reads one. */
    public static Read read(byte[] bytes, int offset, int length) {
        if (length > Input.COMMAND_BYTES_MAX) {
            return new Read.Refused(
                    "An answer has up to " + Input.COMMAND_BYTES_MAX + " bytes, and this has " + length + ".");
        }
        JsonNode json;
        try {
            json = MAPPER.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString());
        } catch (CharacterCodingException malformed) {
            return new Read.Refused("An answer is JSON in UTF-8, and this is not.");
        } catch (JsonProcessingException malformed) {
            return new Read.Refused("An answer is JSON, and this is none: " + malformed.getOriginalMessage() + ".");
        }
        JsonNode status = json.path(STATUS);
        if (!json.isObject()
                || !status.isInt()
                || status.intValue() < Answer.STATUS_MIN
                || status.intValue() > Answer.STATUS_MAX) {
            return new Read.Refused("An answer is an object with 'status', a whole number from " + Answer.STATUS_MIN
                    + " to " + Answer.STATUS_MAX + ", and mostly 'payload'.");
        }
        JsonNode payload = json.get(PAYLOAD);
        if (payload == null || payload.isNull()) {
            return new Read.Understood(new Answer(status.intValue(), null));
        }
        return SchemaCheck.ofKept(payload, PAYLOAD)
                .<Read>map(fault -> new Read.Refused(
                        "What an answer carries can be kept, and here '" + fault.path() + "' " + fault.what() + "."))
                .orElseGet(() -> new Read.Understood(new Answer(status.intValue(), payload)));
    }

    /**
     * What is wrong with what an answer carries, as a sentence; empty where it is as declared. What a device says of a failure is free,
     * and so is what it says where nothing is declared.
     *
     * @param declared the schema of what a successful answer carries, null where none is declared
     */
    public static Optional<String> fault(Answer answer, @Nullable JsonNode declared) {
        if (declared == null || !answer.isSuccess()) {
            return Optional.empty();
        }
        JsonNode payload = answer.payload();
        if (payload == null) {
            return Optional.of("The device answered without 'payload', and its type declares one.");
        }
        return SchemaCheck.of(SchemaDocument.read(declared), payload, PAYLOAD)
                .map(found -> "The device answered otherwise than its type declares: '" + found.path() + "' "
                        + found.what() + ".");
    }

    /** Of what we wrote ourselves. */
    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new DamagedBytes("not JSON", e);
        }
    }
}
