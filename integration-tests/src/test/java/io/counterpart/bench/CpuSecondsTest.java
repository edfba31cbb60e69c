package io.counterpart.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class CpuSecondsTest {

    @Test
    void userAndSystemTimeAreAddedWhateverTheProcessIsCalled() {
        String stat = "42 (a) b (c) S 1 42 42 0 -1 4194560 100 0 0 0 1234 66 7 8 20 0 30 0 999 1 1 1";

        assertEquals(13.0, CpuSeconds.parse(stat), 1e-9);
    }

    @Test
    void thisProcessHasUsedSome() {
        assertTrue(CpuSeconds.of(ProcessHandle.current().pid()) > 0);
    }
}
