package io.counterpart.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.demo.plant.Telegram;
import io.counterpart.device.DeviceCommand;
import io.counterpart.device.DeviceConnection;
import io.counterpart.device.DeviceLogin;
import io.counterpart.device.PlatformAccess;
import io.counterpart.platform.PlatformException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One device of the plant: buffers what it measures and sends it, one reading after the other, each until it is acknowledged; and knows
 * what is wanted of its twin.
 */
final class DemoDevice implements AutoCloseable {
    /** An hour at one reading a second. */
    private static final int BUFFERED = 3_600;

    /** A new login takes a moment to become known at the door; only after that is a refusal meant. */
    private static final long REFUSED_FOR_SECONDS = 30;

    private static final long RETRY_MILLIS = 1_000;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(DemoDevice.class.getName());
    private static final JsonMapper JSON = new JsonMapper();

    private final DeviceId device;
    private final PlatformAccess access;
    private final DemoSeeding seeding;
    private final ReadingBuffer buffer = new ReadingBuffer(BUFFERED);
    private final AtomicReference<String> trouble = new AtomicReference<>("");
    private final Thread sender;

    /** What is wanted, by property; nothing before the platform has told. */
    private volatile JsonNode desired = JsonNodeFactory.instance.objectNode();

    /** What it is to do, as it came: few come, and a plant's step takes them. */
    private final Queue<DeviceCommand> commands = new ConcurrentLinkedQueue<>();

    private volatile @Nullable DeviceConnection connected;

    private DemoDevice(DeviceId device, DeviceLogin login, PlatformAccess access, DemoSeeding seeding) {
        this.device = device;
        this.access = access;
        this.seeding = seeding;
        this.sender = Thread.ofVirtual().name(device.value()).unstarted(() -> send(login));
    }

    static DemoDevice started(DeviceId device, PlatformAccess access, DemoSeeding seeding) {
        DemoDevice started = new DemoDevice(device, seeding.login(device), access, seeding);
        started.sender.start();
        return started;
    }

    /** Takes a measurement along; never waits for the platform. */
    void measured(long epochMillis, Telegram telegram) {
        buffer.add(payload(epochMillis, telegram));
    }

    /** What a property shall be, where somebody wants it to be a number. */
    OptionalDouble desired(String property) {
        JsonNode wanted = desired.path(property);
        return wanted.isNumber() ? OptionalDouble.of(wanted.doubleValue()) : OptionalDouble.empty();
    }

    /** Takes what it is to do next, null for nothing. */
    @Nullable DeviceCommand nextCommand() {
        return commands.poll();
    }

    /** Answers a command; while it is not connected the platform has to do without. */
    void answer(String command, String answer) {
        LOG.log(Level.INFO, "device answers device={0} command={1} answer={2}", device, command, answer);
        DeviceConnection connection = connected;
        if (connection != null) {
            var _ = connection.answer(command, answer).exceptionally(failed -> {
                note("an answer was not taken: " + failed);
                return null;
            });
        }
    }

    private void hear(DeviceCommand command) {
        LOG.log(
                Level.INFO,
                "device heard a command device={0} id={1} command={2}",
                device,
                command.id(),
                command.payload());
        commands.add(command);
    }

    private void hear(String payload) {
        try {
            desired = JSON.readTree(payload).path("values");
            LOG.log(Level.INFO, "device heard what is wanted device={0} values={1}", device, desired);
        } catch (JsonProcessingException e) {
            note("what is wanted is not readable: " + e.getOriginalMessage());
        }
    }

    static String payload(long epochMillis, Telegram telegram) {
        Map<String, Object> reading = new LinkedHashMap<>();
        reading.put("ts", epochMillis);
        reading.put("values", telegram.values());
        try {
            return JSON.writeValueAsString(reading);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers, booleans and texts can always be written", e);
        }
    }

    private void send(DeviceLogin login) {
        try (DeviceConnection connection = connect(login)) {
            connected = connection;
            LOG.log(Level.INFO, "device connected device={0}", device);
            while (true) {
                ReadingBuffer.Entry reading = buffer.awaitOldest();
                deliver(reading.payload(), connection);
                buffer.remove(reading);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when it is acknowledged, over as many connections as that takes. */
    private void deliver(String reading, DeviceConnection connection) throws InterruptedException {
        while (true) {
            try {
                connection.publish(reading).get();
                return;
            } catch (ExecutionException e) {
                note(String.valueOf(e.getCause()));
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    /** Tries for ever; a login that stays refused is replaced by a new one. */
    private DeviceConnection connect(DeviceLogin first) throws InterruptedException {
        DeviceLogin login = first;
        while (true) {
            DeviceConnection connection = DeviceConnection.open(access, login, this::note);
            try {
                connection.connected().get(REFUSED_FOR_SECONDS, TimeUnit.SECONDS);
                connection.hearDesired(this::hear).get(REFUSED_FOR_SECONDS, TimeUnit.SECONDS);
                connection.hearCommands(this::hear).get(REFUSED_FOR_SECONDS, TimeUnit.SECONDS);
                return connection;
            } catch (TimeoutException | ExecutionException notYet) {
                connection.close();
                login = trouble.get().startsWith(DeviceConnection.LOGIN_REFUSED) ? replaced(login) : login;
            }
        }
    }

    private DeviceLogin replaced(DeviceLogin refused) {
        try {
            DeviceLogin login = seeding.newLogin(device);
            LOG.log(Level.WARNING, "login replaced device={0}", device);
            return login;
        } catch (PlatformException away) {
            note(String.valueOf(away.getMessage()));
            return refused;
        }
    }

    /** The same trouble is logged once, however often it is met. */
    private void note(String reason) {
        if (!reason.equals(trouble.getAndSet(reason))) {
            LOG.log(
                    Level.WARNING,
                    "device disconnected device={0} reason=\"{1}\" buffered={2} dropped={3}",
                    device,
                    reason,
                    Integer.toString(buffer.size()),
                    Long.toString(buffer.dropped()));
        }
    }

    /** Ends the connection; what was not acknowledged is lost with the process, as in any device without a disk. */
    @Override
    public void close() {
        sender.interrupt();
        try {
            sender.join(CLOSE_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
