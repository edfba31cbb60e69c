package io.counterpart.twinruntime.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.twin.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    private static final PartitionId PARTITION = new PartitionId(new TenantId("acme"), 2, 0);

    @TempDir
    private Path folder;

    private FolderStorage storage() {
        return new FolderStorage(folder);
    }

    @Test
    void whatIsKeptIsFoundByItsPointer() throws IOException {
        Checkpoints checkpoints = new Checkpoints(storage());

        Checkpoint pointer = checkpoints.put(PARTITION, 7, 1_700_000_000_000L, new byte[] {1, 2, 3});

        assertEquals(7, pointer.index());
        assertEquals(3, pointer.bytes());
        assertArrayEquals(new byte[] {1, 2, 3}, checkpoints.get(pointer));
    }

    @Test
    void whatIsNotWhatWasWrittenIsRefused() throws IOException {
        Checkpoints checkpoints = new Checkpoints(storage());
        Checkpoint pointer = checkpoints.put(PARTITION, 7, 0, new byte[] {1, 2, 3});

        storage().put(pointer.object(), new byte[] {1, 2, 4});

        assertThrows(IOException.class, () -> checkpoints.get(pointer));
    }

    @Test
    void twoOwnersOfOneIndexDoNotOverwriteEachOther() throws IOException {
        Checkpoints checkpoints = new Checkpoints(storage());

        Checkpoint one = checkpoints.put(PARTITION, 7, 0, new byte[] {1});
        Checkpoint other = checkpoints.put(PARTITION, 7, 0, new byte[] {2});

        assertNotEquals(one.object(), other.object());
        assertArrayEquals(new byte[] {1}, checkpoints.get(one));
    }

    @Test
    void theNewestThreeAreKeptAndNothingNewerThanThePointerIsTouched() throws IOException {
        Checkpoints checkpoints = new Checkpoints(storage());
        for (int index = 0; index < 5; index++) {
            checkpoints.put(PARTITION, index, 0, new byte[] {(byte) index});
        }
        Checkpoint pointer = checkpoints.put(PARTITION, 10, 0, new byte[] {10});
        Checkpoint newer = checkpoints.put(PARTITION, 11, 0, new byte[] {11});

        checkpoints.prune(PARTITION, pointer);

        List<String> left = storage().list("checkpoints/acme/0-2");
        assertEquals(4, left.size());
        assertTrue(left.contains(newer.object()));
        assertTrue(left.contains(pointer.object()));
    }

    @Test
    void anErasedTenantLeavesNotEvenAFolder() throws IOException {
        Checkpoints checkpoints = new Checkpoints(storage());
        checkpoints.put(PARTITION, 7, 0, new byte[] {1});
        checkpoints.put(new PartitionId(PARTITION.tenant(), 0, 1), 7, 0, new byte[] {1});
        Checkpoint neighbour = checkpoints.put(new PartitionId(new TenantId("acme-2"), 2, 0), 7, 0, new byte[] {1});
        Files.writeString(folder.resolve("checkpoints/acme/0-2/died.tmp"), "unfinished");

        checkpoints.erase(PARTITION.tenant());
        checkpoints.erase(PARTITION.tenant());

        assertFalse(Files.exists(folder.resolve("checkpoints/acme")));
        assertArrayEquals(new byte[] {1}, checkpoints.get(neighbour));
    }

    @Test
    void whatWasUnderWayWhenItsTenantWasErasedIsNotKeptAfterwards() throws IOException {
        Checkpoints checkpoints = new Checkpoints(storage());
        checkpoints.erase(PARTITION.tenant());

        assertThrows(IOException.class, () -> checkpoints.put(PARTITION, 7, 0, new byte[] {1}));

        assertFalse(Files.exists(folder.resolve("checkpoints/acme")));
    }

    @Test
    void nothingUnfinishedIsLeftBehind() throws IOException {
        storage().put("a/b", new byte[] {1});

        try (Stream<Path> files = Files.list(folder.resolve("a"))) {
            assertEquals(
                    List.of("b"),
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void aNameCannotLeadOutOfTheFolder() {
        for (String name : new String[] {"../x", "a/../../x", "/etc/passwd", "a//b", "", "."}) {
            assertThrows(IllegalArgumentException.class, () -> storage().get(name), name);
        }
    }
}
