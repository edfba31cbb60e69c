package io.counterpart.history.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.TenantId;
import org.junit.jupiter.api.Test;

class LayoutTest {

    @Test
    void aTenantNeverChangesItsBucket() {
        assertEquals(new Bucket(2), Bucket.of(new TenantId("demo")));
    }

    @Test
    void tenantsSpreadOverAllBuckets() {
        int[] tenants = new int[Bucket.COUNT];
        for (int i = 0; i < 1_000; i++) {
            tenants[Bucket.of(new TenantId("tenant-" + i)).number()]++;
        }
        for (int count : tenants) {
            assertTrue(count > 1_000 / Bucket.COUNT * 3 / 4, "tenants: " + count);
        }
    }

    @Test
    void slotsBeyondARowStandInFurtherRows() {
        assertEquals(0, Slots.block(11));
        assertEquals(1, Slots.block(12));
        assertEquals("n11", Slots.column(11));
        assertEquals("n0", Slots.column(12));
        assertTrue(Slots.part(0, Slots.BLOCKS - 1) < Slots.part(1, 0));
        assertTrue(Slots.part(Slots.ELEMENTS - 1, Slots.BLOCKS - 1) > 0);
    }

    @Test
    void whatHasNoPlaceIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Slots.block(-1));
        assertThrows(IllegalArgumentException.class, () -> Slots.block(Slots.BLOCKS * Slots.NUMBERS_PER_ROW));
        assertThrows(IllegalArgumentException.class, () -> Slots.part(Slots.ELEMENTS, 0));
        assertThrows(IllegalArgumentException.class, () -> new Bucket(Bucket.COUNT));
    }

    @Test
    void aTextThatNeedsNoEscapeStandsAsItIs() {
        String text = "Grüße, 你好";
        assertSame(text, StoredText.of(text));
    }

    @Test
    void halvesOfCharactersAndTheEscapeItselfComeBack() {
        for (String text : new String[] {"\ud83d\ude00", "a\u0010b", "\ud83d", "\u0010\u0010", "x\ude00y\ud83dz"}) {
            assertTrue(StoredText.of(text).chars().noneMatch(c -> Character.isSurrogate((char) c)));
            assertEquals(text, StoredText.read(StoredText.of(text)));
        }
    }
}
