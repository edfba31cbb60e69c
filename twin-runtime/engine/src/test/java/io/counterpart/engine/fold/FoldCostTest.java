package io.counterpart.engine.fold;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.engine.output.EventSink;
import io.counterpart.engine.output.HistorySink;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a reading may cost: bytes of garbage, and of the twin that it keeps. */
class FoldCostTest {

    private static final int DEVICES = 1_000;
    /** What re-pointing the frame reader takes. */
    private static final long BYTES_A_FRAME = 128L;

    private final PartitionFold fold = PartitionFold.empty(
            new PartitionFold.Setting(Plant.ACME, 0, FoldLimits.DEFAULT, Plant::type),
            HistorySink.NOWHERE,
            EventSink.NOWHERE);

    static byte[] frameOf(int devices, long ts) {
        FrameWriter frame = new FrameWriter();
        for (int i = 0; i < devices; i++) {
            StringBuilder json = new StringBuilder("{\"ts\":").append(ts).append(",\"values\":{");
            for (int p = 0; p < 12; p++) {
                json.append(p == 0 ? "" : ",")
                        .append("\"property")
                        .append(p)
                        .append("\":")
                        .append((ts + (long) p * i) / 1_001.0);
            }
            Plant.addReading(
                    frame, "device-" + i, null, ts, json.append("}}").toString().getBytes(StandardCharsets.UTF_8));
        }
        return frame.toBytes();
    }

    @Test
    void aReadingOfNumbersForKnownPropertiesLeavesNoGarbage() {
        // Given
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 200; i++) {
            fold.apply(frameOf(DEVICES, Plant.START_MS + i), i, Plant.START_MS + i);
        }
        byte[][] frames = new byte[100][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = frameOf(DEVICES, Plant.START_MS + 200 + i);
        }

        // When
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < frames.length; i++) {
            fold.apply(frames[i], 200 + i, Plant.START_MS + 200 + i);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        // Then
        assertTrue(allocated <= BYTES_A_FRAME * frames.length, allocated + " bytes for " + frames.length + " frames");
    }
}
