package io.counterpart.engine.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The fold looks ahead in a frame; what it comes to is what it would come to without. */
class LookaheadTest {

    private static final int READINGS = 100;

    private final Plant plant = new Plant();

    private static void add(FrameWriter frame, int i, String device) {
        byte[] payload =
                ("{\"ts\":" + (Plant.START_MS + i) + ",\"values\":{\"p\":" + i + "}}").getBytes(StandardCharsets.UTF_8);
        Plant.addReading(frame, device, null, Plant.START_MS, payload);
    }

    @Test
    void aTwinThatOneReadingMakesIsThereForTheNext() {
        FrameWriter frame = new FrameWriter();
        for (int i = 0; i < READINGS; i++) {
            add(frame, i, "rig-" + i % 7);
        }
        plant.apply(frame);

        assertEquals(7, plant.fold.twins());
        assertEquals(READINGS, plant.out.rows.size());
        assertEquals("Numeric[value=99.0]", plant.value("rig-1", "p"));
        assertEquals("Numeric[value=98.0]", plant.value("rig-0", "p"));
    }

    @Test
    void whatIsBetweenReadingsIsPassedOverWhenLookingAhead() {
        FrameWriter frame = new FrameWriter();
        TwinId pump = new TwinId("pump");
        for (int i = 0; i < READINGS; i++) {
            add(frame, i, "rig");
            if (i == 5) {
                frame.add(new Input.TwinDefined(pump, GroupId.of(pump), Plant.PUMP, new DeviceId("pump")));
            }
            if (i == 50) {
                frame.add(new Input.TwinRemoved(new TwinId("rig")));
            }
        }
        plant.apply(frame);

        assertEquals(2, plant.fold.twins());
        assertEquals(51, plant.state("rig").counts().stored());
        assertEquals(49, plant.state("rig").counts().rejected());
    }

    @Test
    void anEntryThatIsCutOffDoesNotKeepThoseBeforeItFromBeingFolded() {
        FrameWriter frame = new FrameWriter();
        FrameWriter shorter = new FrameWriter();
        for (int i = 0; i < READINGS; i++) {
            add(frame, i, "rig");
            if (i < READINGS - 1) {
                add(shorter, i, "rig");
            }
        }
        byte[] bytes = frame.toBytes();
        plant.fold.apply(Arrays.copyOf(bytes, bytes.length - 1), 0, plant.nowMs);
        Plant whole = new Plant();
        whole.fold.apply(shorter.toBytes(), 0, whole.nowMs);

        assertEquals(1, plant.out.unreadable.size());
        assertArrayEquals(whole.fold.state(), plant.fold.state());
    }
}
