package io.counterpart.engine.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.node.TextNode;
import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.EntryKind;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.input.Position;
import io.counterpart.contracts.input.Speaker;
import io.counterpart.contracts.twin.CommandState;
import io.counterpart.contracts.twin.CommandState.Answer;
import io.counterpart.contracts.twin.CommandState.Stage;
import io.counterpart.contracts.twin.Rejection;
import io.counterpart.contracts.twin.RejectionReason;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.engine.command.Commands;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What devices are to do. */
class CommandFoldTest {

    private static final long MINUTE_MS = 60_000;

    private final Plant plant = new Plant().define("pump", Plant.PUMP);

    private Plant reset(long number) {
        return plant.command("pump", number, "reset", "{\"slowly\":true}", MINUTE_MS, TextNode.valueOf("double"));
    }

    private CommandState command(String id) {
        List<CommandState> commands = plant.state("pump").commands();
        assertNotNull(commands);
        return commands.stream()
                .filter(command -> command.id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<String> told() {
        return plant.out.events.stream()
                .filter(TwinEvent.Commanded.class::isInstance)
                .map(TwinEvent.Commanded.class::cast)
                .map(event ->
                        event.command().id() + " " + event.command().stage().word() + " " + event.payload())
                .toList();
    }

    private List<RejectionReason> rejected() {
        return plant.out.rejections.stream().map(Rejection::reason).toList();
    }

    @Test
    void aCommandGoesToItsDeviceAndIsDoneWhenThatSaysSo() {
        long knownAt = plant.nowMs;
        long expiresAt = knownAt + MINUTE_MS;

        reset(1);
        assertEquals(
                new CommandState(
                        new CommandId("c1"),
                        new PropertyName("reset"),
                        new DeviceId("pump"),
                        Stage.REQUESTED,
                        knownAt,
                        expiresAt,
                        null,
                        null,
                        null,
                        null),
                command("c1"));
        plant.has("pump", "c1");
        assertEquals(Stage.DELIVERED, command("c1").stage());
        plant.answer("pump", "c1", "{\"status\":200,\"payload\":1.5}");

        assertEquals(
                new CommandState(
                        new CommandId("c1"),
                        new PropertyName("reset"),
                        new DeviceId("pump"),
                        Stage.SUCCEEDED,
                        knownAt,
                        expiresAt,
                        knownAt + 1_000,
                        knownAt + 2_000,
                        new Answer(200, Plant.json("1.5")),
                        null),
                command("c1"));
        assertEquals(List.of("c1 requested {\"slowly\":true}", "c1 delivered null", "c1 succeeded null"), told());
        assertEquals(List.of("pump shall have c1: reset {\"slowly\":true}", "pump needs no c1"), plant.out.deliveries);
        assertEquals(List.of(), rejected());
        assertEquals(0, plant.state("pump").counts().received());
    }

    @Test
    void itStandsOnTheTwinsTimelineApartFromAllElse() {
        reset(1);

        Recorded.Row row = plant.out.timeline.getLast();
        assertEquals(Position.of(0, 1, 0), row.position());
        assertEquals(List.of("text -3"), List.copyOf(row.values().keySet()));
    }

    @Test
    void aDeviceThatAnswersWithoutHavingSaidThatItHasItHasIt() {
        reset(1);
        long knownAt = plant.nowMs;

        plant.answer("pump", "c1", "{\"status\":200,\"payload\":1.5}");

        assertEquals(knownAt, command("c1").deliveredAt());
        assertEquals(Stage.SUCCEEDED, command("c1").stage());
        assertEquals("pump needs no c1", plant.out.deliveries.getLast());
    }

    @Test
    void whatADeviceCannotDoFails() {
        reset(1);

        plant.answer("pump", "c1", "{\"status\":503,\"payload\":{\"why\":\"stuck\"}}");

        assertEquals(Stage.FAILED, command("c1").stage());
        assertEquals("The device answered with status 503.", command("c1").reason());
        assertEquals(
                new Answer(503, Plant.json("{\"why\":\"stuck\"}")),
                command("c1").answer());
    }

    @Test
    void anAnswerOtherThanDeclaredIsNoSuccess() {
        reset(1);
        reset(2);

        plant.answer("pump", "c1", "{\"status\":200,\"payload\":\"well\"}").answer("pump", "c2", "{\"status\":200}");

        assertEquals(Stage.FAILED, command("c1").stage());
        assertEquals(
                "The device answered otherwise than its type declares: 'payload' must be a number, and is \"well\".",
                command("c1").reason());
        assertEquals(
                "The device answered without 'payload', and its type declares one.",
                command("c2").reason());
    }

    @Test
    void whereNothingIsDeclaredAnAnswerCarriesWhatItLikes() {
        plant.command("pump", 1, "reset", "", MINUTE_MS, null).answer("pump", "c1", "{\"status\":204}");
        plant.command("pump", 2, "reset", "", MINUTE_MS, null)
                .answer("pump", "c2", "{\"status\":200,\"payload\":[1,\"a\"]}");

        assertEquals(Stage.SUCCEEDED, command("c1").stage());
        assertEquals(new Answer(200, Plant.json("[1,\"a\"]")), command("c2").answer());
        assertEquals("pump shall have c2: reset null", plant.out.deliveries.get(2));
    }

    @Test
    void aCommandThatNobodyTookInTimeExpires() {
        reset(1);
        long expiresAt = command("c1").expiresAt();
        assertEquals(expiresAt, plant.fold.nextTimerDueMs());

        plant.tick(expiresAt - 1);
        assertEquals(Stage.REQUESTED, command("c1").stage());
        plant.tick(expiresAt);

        assertEquals(Stage.EXPIRED, command("c1").stage());
        assertEquals(
                "It is not known that the device took it in time.",
                command("c1").reason());
        assertEquals("pump needs no c1", plant.out.deliveries.getLast());
        assertEquals(Long.MAX_VALUE, plant.fold.nextTimerDueMs());
    }

    @Test
    void aCommandThatWasTakenAndNotAnsweredExpiresToo() {
        reset(1).has("pump", "c1").tick(command("c1").expiresAt());

        assertEquals(
                "The device has it, and did not answer in time.", command("c1").reason());
        assertEquals(2, plant.out.deliveries.size());
    }

    @Test
    void whatADeviceSaysTooLateIsHeededAllTheSame() {
        reset(1).tick(command("c1").expiresAt()).answer("pump", "c1", "{\"status\":200,\"payload\":1}");

        assertEquals(Stage.SUCCEEDED, command("c1").stage());
        assertNull(command("c1").reason());
    }

    @Test
    void aCommandWhoseTimeHadPassedBeforeItWasKnownIsNotDelivered() {
        plant.command("pump", 1, "reset", "", 0, null);

        assertEquals(Stage.EXPIRED, command("c1").stage());
        assertEquals(List.of(), plant.out.deliveries);
    }

    @Test
    void whoIsToldTwiceDoesItOnce() {
        reset(1).answer("pump", "c1", "{\"status\":200,\"payload\":1}");
        IntStream.rangeClosed(2, 20).forEach(number -> reset(number).answer("pump", "c" + number, "{\"status\":500}"));
        int before = plant.out.deliveries.size();

        reset(1);

        assertEquals(before, plant.out.deliveries.size());
    }

    @Test
    void anAnswerThatComesAgainIsTheSameAndAnotherOneIsRejected() {
        reset(1).answer("pump", "c1", "{\"status\":200,\"payload\":1.0}");

        plant.answer("pump", "c1", "{\"payload\":1.0, \"status\":200}");
        assertEquals(List.of(), rejected());
        plant.answer("pump", "c1", "{\"status\":200,\"payload\":2.0}");

        assertEquals(List.of(RejectionReason.NOT_AN_ANSWER), rejected());
        assertEquals(new Answer(200, Plant.json("1.0")), command("c1").answer());
        assertEquals(2, told().size());
    }

    @Test
    void whatIsNoAnswerIsRejectedWithItsBytesAndCountedOnce() {
        reset(1);

        plant.answer("pump", "c1", "{\"status\":")
                .answer("pump", "c1", "{\"status\":99}")
                .answer("pump", "c1", "{\"status\":200,\"status\":500}")
                .answer("pump", "c1", "{\"status\":200} {}")
                .answer("pump", "c1", "[200]")
                .answer("pump", "c1", "{\"status\":200,\"payload\":" + "[".repeat(100) + "]".repeat(100) + "}")
                .answer("pump", "c1", "{\"status\":200,\"payload\":\"" + "x".repeat(Input.COMMAND_BYTES_MAX) + "\"}");

        assertEquals(
                List.of(RejectionReason.NOT_AN_ANSWER),
                rejected().stream().distinct().toList());
        assertEquals(7, plant.state("pump").counts().rejected());
        assertEquals(7, plant.state("pump").counts().received());
        assertEquals(
                "{\"status\":",
                new String(
                        Base64.getDecoder()
                                .decode(plant.out.rejections.getFirst().bytes()),
                        StandardCharsets.UTF_8));
        assertEquals(Stage.REQUESTED, command("c1").stage());
    }

    @Test
    void whatCannotBeKeptAsItIsIsNoAnswer() {
        plant.command("pump", 1, "reset", "", MINUTE_MS, null);
        byte[] utf16 = "{\"status\":500,\"payload\":{\"\\ud800\":1,\"\\ud801\":2}}".getBytes(StandardCharsets.UTF_16LE);
        FrameWriter frame = new FrameWriter();
        frame.addSpoken(
                        EntryKind.COMMAND_ANSWERED,
                        new Speaker(new TwinId("pump"), new DeviceId("pump"), 1),
                        plant.nowMs,
                        "c1",
                        utf16.length)
                .put(utf16);
        plant.apply(frame);

        plant.answer("pump", "c1", "{\"status\":500,\"payload\":{\"\\ud800\":1}}")
                .answer("pump", "c1", "{\"status\":200,\"payload\":\"\\ud800\"}")
                .answer("pump", "c1", "{\"status\":200,\"payload\":\"\\u0000\"}")
                .answer("pump", "c1", "{\"status\":200,\"payload\":1e999}")
                .answer("pump", "c1", "{\"status\":200,\"payload\":" + "9".repeat(400) + "}")
                .answer("pump", "c1", "{\"status\":200,\"payload\":" + "[".repeat(11) + "]".repeat(11) + "}");

        assertEquals(7, rejected().size());
        assertEquals(
                List.of(RejectionReason.NOT_AN_ANSWER),
                rejected().stream().distinct().toList());
        assertEquals(Stage.REQUESTED, command("c1").stage());
        PartitionFold.restored(plant.setting, plant.out, plant.out, plant.fold.checkpoint());
    }

    @Test
    void whatIsFreeMayHoldNulls() {
        plant.command("pump", 1, "reset", "", MINUTE_MS, null)
                .answer("pump", "c1", "{\"status\":200,\"payload\":{\"next\":null}}");
        reset(2).answer("pump", "c2", "{\"status\":503,\"payload\":{\"detail\":null}}");

        assertEquals(Stage.SUCCEEDED, command("c1").stage());
        assertEquals("The device answered with status 503.", command("c2").reason());
    }

    @Test
    void aDeliveryThatTheLogLearnsOfTooLateIsNotedAllTheSame() {
        reset(1).tick(command("c1").expiresAt());
        long knownAt = plant.nowMs;

        plant.has("pump", "c1").has("pump", "c1");

        assertEquals(Stage.EXPIRED, command("c1").stage());
        assertEquals(knownAt, command("c1").deliveredAt());
        assertEquals(
                "The device has it, and did not answer in time.", command("c1").reason());
        assertEquals(List.of("c1 requested {\"slowly\":true}", "c1 expired null", "c1 expired null"), told());
        assertEquals(2, plant.out.deliveries.size());
    }

    @Test
    void whatEndsLastIsRememberedLongest() {
        plant.command("pump", 1, "reset", "", 60 * MINUTE_MS, null).has("pump", "c1");
        IntStream.rangeClosed(2, 20).forEach(number -> reset(number).answer("pump", "c" + number, "{\"status\":500}"));
        plant.tick(command("c1").expiresAt());

        assertEquals(Stage.EXPIRED, command("c1").stage());
        plant.answer("pump", "c1", "{\"status\":204}");
        assertEquals(Stage.SUCCEEDED, command("c1").stage());
        assertEquals(List.of(), rejected());
    }

    @Test
    void nobodyAnswersForAnother() {
        plant.define("valve", Plant.VALVE);
        reset(1);

        plant.answer("valve", "c1", "{\"status\":200,\"payload\":1}")
                .answer("pump", "c2", "{\"status\":200,\"payload\":1}")
                .answer("nobody", "c1", "{\"status\":200,\"payload\":1}")
                .has("valve", "c1");

        assertEquals(
                List.of(
                        RejectionReason.UNKNOWN_COMMAND,
                        RejectionReason.UNKNOWN_COMMAND,
                        RejectionReason.UNKNOWN_COMMAND),
                rejected());
        assertEquals(Stage.REQUESTED, command("c1").stage());
    }

    @Test
    void aTwinHasSoManyOpenCommandsAndNoMore() {
        IntStream.rangeClosed(1, Input.COMMANDS_OPEN_MAX + 1).forEach(this::reset);
        String last = "c" + (Input.COMMANDS_OPEN_MAX + 1);

        assertEquals(Stage.REFUSED, command(last).stage());
        assertEquals(
                "The twin has 16 commands open, and no more are taken.",
                command(last).reason());
        assertEquals(Input.COMMANDS_OPEN_MAX, plant.out.deliveries.size());
        plant.answer("pump", last, "{\"status\":200,\"payload\":1}");
        assertEquals(List.of(RejectionReason.UNKNOWN_COMMAND), rejected());
    }

    @Test
    void ofThoseThatEndedTheLastAreRemembered() {
        IntStream.rangeClosed(1, 20).forEach(number -> reset(number).answer("pump", "c" + number, "{\"status\":500}"));
        reset(21);

        List<CommandState> commands = plant.state("pump").commands();
        assertNotNull(commands);
        assertEquals(Commands.ENDED_MAX + 1, commands.size());
        assertEquals("c13", commands.getFirst().id().value());
        assertEquals("c21", commands.getLast().id().value());
    }

    @Test
    void withItsTwinACommandEnds() {
        reset(1).remove("pump");

        assertEquals("c1 cancelled null", told().getLast());
        assertEquals("pump needs no c1", plant.out.deliveries.getLast());
        assertNull(plant.state("pump").commands());
        assertEquals(Long.MAX_VALUE, plant.fold.nextTimerDueMs());
        reset(1);
        plant.define("pump", Plant.PUMP);
        reset(1);
        assertNull(plant.state("pump").commands());
        reset(2).answer("pump", "c2", "{\"status\":200,\"payload\":1}");
        assertEquals(Stage.SUCCEEDED, command("c2").stage());
    }

    @Test
    void aDeviceThatAnswersIsHeard() {
        plant.send("pump", "{\"pressure\":1}").tick(plant.nowMs + 1_000_000);
        assertEquals(true, plant.state("pump").silent());
        reset(1);

        plant.has("pump", "c1");

        assertEquals(false, plant.state("pump").silent());
    }

    @Test
    void aCheckpointKeepsThem() {
        reset(1).has("pump", "c1");
        reset(2).answer("pump", "c2", "{\"status\":500,\"payload\":{\"at\":1e3}}");
        reset(3);
        Plant other = new Plant();
        other.fold = PartitionFold.restored(other.setting, other.out, other.out, plant.fold.checkpoint());
        other.index = plant.index;
        other.nowMs = plant.nowMs;

        assertEquals(plant.fold.nextTimerDueMs(), other.fold.nextTimerDueMs());
        for (Plant each : List.of(plant, other)) {
            each.command("pump", 3, "reset", "", MINUTE_MS, null)
                    .answer("pump", "c1", "{\"status\":200,\"payload\":\"not a number\"}")
                    .answer("pump", "c2", "{\"status\":500,\"payload\":{\"at\":1e3}}")
                    .tick(each.nowMs + MINUTE_MS);
        }

        assertEquals(plant.state("pump"), other.state("pump"));
        assertArrayEquals(plant.fold.state(), other.fold.state());
        assertEquals(List.of(), rejected());
    }

    @Test
    void aCommandToNobodyIsADefectOfWhoeverWroteIt() {
        plant.command("nobody", 1, "reset", "", MINUTE_MS, null);

        assertEquals(1, plant.out.unreadable.size());
    }
}
