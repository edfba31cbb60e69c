package io.counterpart.contracts.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/**
 * Reads and writes one kind of record as the services exchange it. Unknown fields are ignored, so that an older reader
 * outlives a newer writer; a missing one that must be there is an error, so that damage shows where it stands.
 *
 * @param <T> the record, or the sealed interface above the records
 */
public final class ContractJson<T> {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private final ObjectReader reader;
    private final ObjectWriter writer;

    private ContractJson(Class<T> type) {
        reader = MAPPER.readerFor(type);
        writer = MAPPER.writerFor(type);
    }

    /** The codec of this type; make it once and keep it. */
    public static <T> ContractJson<T> of(Class<T> type) {
        return new ContractJson<>(type);
    }

    /** The record's bytes, UTF-8. */
    public byte[] write(T value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot write " + value.getClass().getSimpleName(), e);
        }
    }

    /**
     * The record these bytes hold.
     *
     * @throws MalformedContract when they hold none
     */
    public T read(byte[] bytes) {
        return read(bytes, 0, bytes.length);
    }

    /** The record that a part of these bytes holds; see {@link #read(byte[])}. */
    public T read(byte[] bytes, int offset, int length) {
        try {
            return reader.readValue(bytes, offset, length);
        } catch (IOException e) {
            throw new MalformedContract("not readable as the expected record: " + e.getMessage(), e);
        }
    }
}
