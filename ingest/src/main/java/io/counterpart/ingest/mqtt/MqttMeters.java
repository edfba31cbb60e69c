package io.counterpart.ingest.mqtt;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts connections, and why they did not come about or ended. */
final class MqttMeters {

    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private final Counter logins;
    private final Counter turnedAway;
    private final Counter topicsRefused;
    private final Counter willsDropped;
    private final Counter desiredTold;
    private final Counter desiredTooLarge;
    private final Counter commandsTold;
    private final Counter commandsTooLarge;
    private final Counter commandsAnswered;
    private final Map<Refusal, Counter> refusals = new EnumMap<>(Refusal.class);
    private final Map<Ending, Counter> endings = new EnumMap<>(Ending.class);

    MqttMeters(MeterRegistry registry) {
        Gauge.builder("counterpart.mqtt.connections", connections, AtomicInteger::get)
                .description("Connections, logged in or not")
                .register(registry);
        Gauge.builder("counterpart.mqtt.held", held, AtomicInteger::get)
                .description("Connections whose socket is not read at the moment")
                .register(registry);
        logins = Counter.builder("counterpart.mqtt.logins")
                .description("Logins that succeeded")
                .register(registry);
        turnedAway = Counter.builder("counterpart.mqtt.turned.away")
                .description("Connections closed at once, since there were too many")
                .register(registry);
        topicsRefused = Counter.builder("counterpart.mqtt.topics.refused")
                .description("Publishes to a topic that is none of the device's")
                .register(registry);
        willsDropped = Counter.builder("counterpart.mqtt.wills.dropped")
                .description("Wills that came when too much waited already")
                .register(registry);
        desiredTold = Counter.builder("counterpart.mqtt.desired.told")
                .description("Messages to devices of what is desired of their twins")
                .register(registry);
        desiredTooLarge = Counter.builder("counterpart.mqtt.desired.too.large")
                .description("Those that were not sent, for the device takes no packet of that length")
                .register(registry);
        commandsTold = Counter.builder("counterpart.mqtt.commands.told")
                .description("Messages to devices with a command")
                .register(registry);
        commandsTooLarge = Counter.builder("counterpart.mqtt.commands.too.large")
                .description("Those that were not sent, for the device takes no packet of that length")
                .register(registry);
        commandsAnswered = Counter.builder("counterpart.mqtt.commands.answered")
                .description("Answers of devices to commands that were taken")
                .register(registry);
        for (Refusal why : Refusal.values()) {
            refusals.put(why, reason(registry, "counterpart.mqtt.refusals", "Logins that were refused", why));
        }
        for (Ending why : Ending.values()) {
            endings.put(why, reason(registry, "counterpart.mqtt.endings", "Connections that we ended", why));
        }
    }

    private static Counter reason(MeterRegistry registry, String name, String description, Enum<?> why) {
        return Counter.builder(name)
                .description(description)
                .tag("reason", why.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .register(registry);
    }

    /** Counts a connection that came; false, and not counted, when there are so many already. */
    boolean opened(int connectionsMax) {
        if (connections.incrementAndGet() > connectionsMax) {
            connections.decrementAndGet();
            turnedAway.increment();
            return false;
        }
        return true;
    }

    void closed() {
        connections.decrementAndGet();
    }

    void loggedIn() {
        logins.increment();
    }

    void refused(Refusal why) {
        requireNonNull(refusals.get(why)).increment();
    }

    void ended(Ending why) {
        requireNonNull(endings.get(why)).increment();
    }

    void held() {
        held.incrementAndGet();
    }

    void released() {
        held.decrementAndGet();
    }

    void topicRefused() {
        topicsRefused.increment();
    }

    void told(DownMessage message) {
        switch (message) {
            case DownMessage.Desired desired -> desiredTold.increment();
            case DownMessage.Command command -> commandsTold.increment();
        }
    }

    void tooLarge(DownMessage message) {
        switch (message) {
            case DownMessage.Desired desired -> desiredTooLarge.increment();
            case DownMessage.Command command -> commandsTooLarge.increment();
        }
    }

    void answerTaken() {
        commandsAnswered.increment();
    }

    void willDropped() {
        willsDropped.increment();
    }
}
