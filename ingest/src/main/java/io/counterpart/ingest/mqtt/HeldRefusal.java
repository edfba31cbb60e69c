package io.counterpart.ingest.mqtt;

import io.netty.handler.codec.mqtt.MqttMessage;

/** Refused, and not to be told at once: its address fails too often. Nothing is read meanwhile. */
final class HeldRefusal implements Stage {

    private final MqttConnection connection;
    private final MqttMessage answer;
    private int ticksLeft;

    HeldRefusal(MqttConnection connection, MqttMessage answer) {
        this.connection = connection;
        this.answer = answer;
        this.ticksLeft = connection.loop().loginTicks();
        connection.hold(MqttConnection.Reason.REFUSED);
    }

    @Override
    public void take(MqttMessage packet) {}

    @Override
    public void tick() {
        if (--ticksLeft <= 0) {
            connection.sayAndClose(answer);
        }
    }

    @Override
    public void gone() {}
}
