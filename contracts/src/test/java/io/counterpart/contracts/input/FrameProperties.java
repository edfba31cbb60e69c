package io.counterpart.contracts.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.json.MalformedContract;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class FrameProperties {

    record Sent(String twin, String device, int generation, long arrivedAtMs, String component, String payload) {
        byte[] bytes() {
            return payload.getBytes(StandardCharsets.UTF_8);
        }
    }

    @Provide
    Arbitrary<List<Sent>> readings() {
        Arbitrary<String> names = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("AZ09_-")
                .ofMinLength(1)
                .ofMaxLength(64);
        Arbitrary<String> components =
                Arbitraries.strings().withCharRange('a', 'z').ofMaxLength(64);
        Arbitrary<String> payloads = Arbitraries.strings().ofMaxLength(200);
        return Combinators.combine(names, names, Arbitraries.integers(), Arbitraries.longs(), components, payloads)
                .as(Sent::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 200)
    void whatWasWrittenIsRead(@ForAll("readings") List<Sent> readings) {
        byte[] frame = frameOf(readings);

        FrameReader reader = new FrameReader().of(frame);

        for (Sent sent : readings) {
            assertTrue(reader.next());
            assertEquals(EntryKind.READING, reader.kind());
            assertEquals(sent.twin(), reader.twin().value());
            assertEquals(sent.device(), reader.device().value());
            assertEquals(sent.generation(), reader.generation());
            assertEquals(sent.arrivedAtMs(), reader.timeMs());
            assertEquals(sent.component().isEmpty() ? null : sent.component(), reader.component());
            assertArrayEquals(
                    sent.bytes(),
                    Arrays.copyOfRange(frame, reader.payloadOffset(), reader.payloadOffset() + reader.payloadLength()));
        }
        assertFalse(reader.next());
    }

    @Property(tries = 500)
    void aDamagedFrameIsReadOrRefusedButNeverReadsOutsideItself(
            @ForAll("readings") List<Sent> readings,
            @ForAll @IntRange(min = 0, max = 1 << 20) int at,
            @ForAll byte damage) {
        byte[] frame = frameOf(readings);
        frame[at % frame.length] ^= damage;

        try {
            FrameReader reader = new FrameReader().of(frame);
            while (reader.next()) {
                if (reader.kind() == EntryKind.READING) {
                    assertTrue(reader.payloadLength() >= 0);
                    assertTrue(reader.payloadOffset() + reader.payloadLength() <= frame.length);
                }
            }
        } catch (MalformedContract refused) {
            assertNotNull(refused.getMessage());
        }
    }

    private static byte[] frameOf(List<Sent> readings) {
        FrameWriter writer = new FrameWriter();
        for (Sent sent : readings) {
            Speaker speaker = new Speaker(new TwinId(sent.twin()), new DeviceId(sent.device()), sent.generation());
            writer.addReading(
                            speaker,
                            sent.arrivedAtMs(),
                            sent.component().isEmpty() ? null : sent.component(),
                            sent.bytes().length)
                    .put(sent.bytes());
        }
        return writer.toBytes();
    }
}
