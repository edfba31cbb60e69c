package io.counterpart.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.demo.plant.PumpingStation;
import io.counterpart.device.DeviceCommand;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StrokeTestsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T17:00:00Z");

    private final PumpingStation station = PumpingStation.started(7, NOW);
    private final List<String> answers = new ArrayList<>();
    private final StrokeTests tests = new StrokeTests(
            "valve-1", station, InstantSource.fixed(NOW), (id, answer) -> answers.add(id + " " + answer));

    private static DeviceCommand command(String id, String name, String payload) {
        return command(id, name, payload, NOW.toEpochMilli() + 60_000);
    }

    private static DeviceCommand command(String id, String name, String payload, long expiresAt) {
        return new DeviceCommand(
                id, "{\"name\":\"" + name + "\",\"payload\":" + payload + ",\"expiresAt\":" + expiresAt + "}");
    }

    private void run(int seconds) {
        for (int i = 0; i < 10 * seconds; i++) {
            station.step();
            tests.look();
        }
    }

    @Test
    void aTestIsAnsweredWhenItIsOver() {
        tests.take(command("c1", "strokeTest", "{\"travel\":20}"));
        run(5);
        assertEquals(List.of(), answers);

        run(60);

        assertEquals(1, answers.size());
        assertTrue(answers.getFirst().startsWith("c1 {\"status\":200,\"payload\":{\"seconds\":1"), answers::toString);
        assertTrue(
                answers.getFirst().contains("\"reached\":19.9")
                        || answers.getFirst().contains("\"reached\":20"),
                answers::toString);
    }

    @Test
    void aCommandThatComesAgainIsDoneOnceAndAnsweredAgain() {
        DeviceCommand command = command("c1", "strokeTest", "{\"travel\":20}");
        tests.take(command);
        tests.take(command);
        run(60);
        tests.take(command);

        assertEquals(2, answers.size());
        assertEquals(answers.get(0), answers.get(1));
    }

    @Test
    void whatItCannotDoItSays() {
        tests.take(command("c1", "fly", "{}"));
        tests.take(command("c2", "strokeTest", "{\"travel\":99}"));
        tests.take(command("c3", "strokeTest", "{}"));
        tests.take(command("c4", "strokeTest", "{\"travel\":20}", NOW.toEpochMilli()));
        tests.take(new DeviceCommand("c5", "well"));
        tests.take(command("c6", "strokeTest", "{\"travel\":20}"));
        tests.take(command("c7", "strokeTest", "{\"travel\":20}"));

        assertEquals(
                List.of("c1 404", "c2 400", "c3 400", "c4 408", "c5 400", "c7 409"),
                answers.stream()
                        .map(answer -> answer.replaceAll("^(\\S+) \\{\"status\":(\\d+).*", "$1 $2"))
                        .toList());
    }
}
