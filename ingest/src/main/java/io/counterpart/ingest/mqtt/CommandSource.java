package io.counterpart.ingest.mqtt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.twin.TwinCommand;
import io.counterpart.ingest.access.DeviceIdentity;
import io.counterpart.ingest.commands.CommandDirectory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one device is to do, in the order in which it was requested, each command once in a session. Whether the device has it is decided
 * elsewhere: as long as a command stands in the directory, every new session hears it, and its id tells a repetition.
 */
final class CommandSource implements DownSource {

    private final CommandDirectory directory;
    private final DeviceIdentity identity;
    private final InstantSource clock;
    private final Runnable follower;

    /** What was told and still stands in the directory: so the directory's bounds are this memory's too. */
    private final Set<CommandId> told = new HashSet<>();

    private final ArrayDeque<TwinCommand> untold = new ArrayDeque<>();

    private @Nullable MqttQoS subscribed;

    /** Whether the directory is to be looked at again: said at once, and not in the loop's turn, so that what is over is not told. */
    private volatile boolean due;

    /**
     * @param follower called on any thread when a command of the twin is new, or is over; to call {@link #changed} there
     */
    CommandSource(CommandDirectory directory, DeviceIdentity identity, InstantSource clock, Runnable follower) {
        this.directory = directory;
        this.identity = identity;
        this.clock = clock;
        this.follower = follower;
    }

    /** The device wants to hear commands, up to this quality of service. */
    void subscribe(MqttQoS qos) {
        if (subscribed == null) {
            directory.follow(identity.tenant(), identity.twin(), follower);
        }
        subscribed = qos;
        due = true;
    }

    /** The device does not want to hear any more, or is gone. What it was told is remembered: it may come back to it. */
    void unsubscribe() {
        if (subscribed != null) {
            directory.leave(identity.tenant(), identity.twin(), follower);
            subscribed = null;
            untold.clear();
        }
    }

    /** Some command of the twin is new, or is over. On any thread. */
    void changed() {
        due = true;
    }

    @Override
    public @Nullable DownMessage next() {
        MqttQoS qos = subscribed;
        if (qos == null || !directory.isWhole()) {
            return null;
        }
        if (due) {
            due = false;
            look();
        }
        long now = clock.millis();
        for (TwinCommand command = untold.poll(); command != null; command = untold.poll()) {
            if (command.expiresAt() > now) {
                told.add(command.id());
                return new DownMessage.Command(
                        qos, command.id(), secondsLeft(command.expiresAt() - now), payload(command));
            }
        }
        return null;
    }

    private void look() {
        List<TwinCommand> open = directory.of(identity.tenant(), identity.twin(), identity.device());
        told.retainAll(open.stream().map(TwinCommand::id).collect(Collectors.toSet()));
        untold.clear();
        open.stream().filter(command -> !told.contains(command.id())).forEach(untold::add);
    }

    /** At least one: none would be over at once. */
    private static int secondsLeft(long msLeft) {
        return Math.clamp(msLeft / 1_000, 1, Integer.MAX_VALUE);
    }

    private static ByteBuf payload(TwinCommand command) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", command.name().value());
        if (command.payload() != null) {
            json.set("payload", command.payload());
        }
        json.put("expiresAt", command.expiresAt());
        return Unpooled.wrappedBuffer(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
