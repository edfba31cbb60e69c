package io.counterpart.platform;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphansTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private PlatformHome home = new PlatformHome(Path.of(""));
    private List<ChildProcess> started = List.of();

    @BeforeEach
    void start() {
        home = new PlatformHome(folder);
        started = List.of(
                child("one", new Launch(List.of("sleep", "600"), Map.of(), folder)),
                child("two", new Launch(List.of("nice"), List.of("sleep", "601"), Map.of(), folder, "INT")));
    }

    @AfterEach
    void end() {
        started.forEach(ChildProcess::kill);
    }

    @Test
    void whatAKilledLauncherLeftIsStopped() {
        int stopped = new Orphans(home).stop();

        assertEquals(2, stopped);
        assertTrue(started.stream().noneMatch(ChildProcess::isAlive));
        assertEquals(0, new Orphans(home).stop());
    }

    @Test
    void aProcessThatHasThePidByNowIsLeftAlone() throws IOException {
        // As if the orphan had ended and another program had been given its number.
        change("one", note -> note.putArray("command").add("postgres"));
        change(
                "two",
                note -> note.put("startedAtMillis", note.get("startedAtMillis").asLong() - 60_000));

        assertEquals(0, new Orphans(home).stop());

        assertTrue(started.stream().allMatch(ChildProcess::isAlive));
    }

    @Test
    void aNoteThatWasNotWrittenToItsEndIsNoOrphan() throws IOException {
        java.nio.file.Files.writeString(ChildProcess.pidFile("one", home).path(), "{\"pid\":");

        assertEquals(1, new Orphans(home).stop());
    }

    @Test
    void aStoppedChildLeavesNoNote() {
        started.getFirst().stop();

        assertFalse(started.getFirst().isAlive());
        assertTrue(ChildProcess.pidFile("one", home).find().isEmpty());
    }

    /** A process that is what it was started as: while a wrapper becomes its command, the system shows no command line. */
    private ChildProcess child(String name, Launch launch) {
        ChildProcess process = ChildProcess.start(name, launch, home);
        await().until(() -> ChildProcess.pidFile(name, home).find().isPresent());
        return process;
    }

    private void change(String name, java.util.function.Consumer<ObjectNode> edit) throws IOException {
        var file = ChildProcess.pidFile(name, home).path().toFile();
        ObjectNode note = (ObjectNode) JSON.readTree(file);
        edit.accept(note);
        JSON.writeValue(file, note);
    }
}
