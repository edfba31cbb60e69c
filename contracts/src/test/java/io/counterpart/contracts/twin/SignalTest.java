package io.counterpart.contracts.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.json.ContractJson;
import io.counterpart.contracts.json.MalformedContract;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SignalTest {

    private static final ContractJson<Signal> JSON = ContractJson.of(Signal.class);
    private static final PropertyName FLOW = new PropertyName("flow");

    @ParameterizedTest
    @EnumSource
    void anAlignedPropertyIsDeclaredInWords(Signal.Method method) {
        // Given
        Signal signal = new Signal(null, null, null, null, new Signal.Align(FLOW, 60_000, method, 300_000));

        // When
        String json = new String(JSON.write(signal), StandardCharsets.UTF_8);

        // Then
        assertEquals(
                "{\"align\":{\"of\":\"flow\",\"everyMs\":60000,\"method\":\"" + method.word()
                        + "\",\"maxGapMs\":300000}}",
                json);
        assertEquals(signal, JSON.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @EnumSource
    void aStatisticIsDeclaredInWords(Signal.Statistic statistic) {
        // Given
        Signal signal = new Signal(null, null, null, new Signal.Window(FLOW, 60_000, statistic, 50), null);

        // Then
        assertEquals(signal, JSON.read(JSON.write(signal)));
    }

    @Test
    void anUnknownMethodIsRefused() {
        byte[] json = "{\"align\":{\"of\":\"flow\",\"everyMs\":1,\"method\":\"cubic\",\"maxGapMs\":1}}"
                .getBytes(StandardCharsets.UTF_8);

        assertThrows(MalformedContract.class, () -> JSON.read(json));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1, -1"})
    void aGridHasAStepAndNoNegativeGap(long everyMs, long maxGapMs) {
        assertThrows(
                IllegalArgumentException.class, () -> new Signal.Align(FLOW, everyMs, Signal.Method.LINEAR, maxGapMs));
    }
}
