package io.counterpart.ingest.mqtt;

import io.netty.handler.codec.mqtt.MqttMessage;

/**
 * Ended by us; the client, which was told why, is given a moment to close. What it still sends is read and dropped: closing on
 * unread bytes would reset the connection, and the reason would be lost on the way.
 */
final class Ended implements Stage {

    private static final int TICKS = 2;

    private final MqttConnection connection;
    private int ticksLeft = TICKS;

    Ended(MqttConnection connection) {
        this.connection = connection;
    }

    @Override
    public void take(MqttMessage packet) {}

    @Override
    public void tick() {
        if (--ticksLeft <= 0) {
            connection.close();
        }
    }

    @Override
    public void gone() {}
}
