package io.counterpart.contracts.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.counterpart.contracts.json.ContractJson;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTest {

    private static final ContractJson<PropertyState> JSON = ContractJson.of(PropertyState.class);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "1.5 | Numeric",
                "true | Truth",
                "\"on\" | Text",
                "[1.0,2.5] | Vector",
                "[1,2] | Json",
                "[9007199254740993] | Json",
                "[\"a\",1] | Json",
                "{\"size\":2.5,\"marks\":[1,2]} | Json",
            })
    void whatIsWrittenIsReadAsItWas(String json, String kind) {
        String state = "{\"schema\":\"json\",\"slot\":0,\"value\":" + json + ",\"ts\":1,\"knownAt\":2}";
        PropertyState read = JSON.read(state.getBytes(StandardCharsets.UTF_8));
        assertEquals(kind, Objects.requireNonNull(read.value()).getClass().getSimpleName());
        assertEquals(state, new String(JSON.write(read), StandardCharsets.UTF_8));
    }
}
