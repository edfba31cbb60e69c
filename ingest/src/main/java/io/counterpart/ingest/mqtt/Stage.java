package io.counterpart.ingest.mqtt;

import io.netty.handler.codec.mqtt.MqttMessage;

/** How far a connection has come. What it does with a packet depends on nothing else. */
sealed interface Stage permits AwaitingLogin, HeldRefusal, DeviceSession, Ended {

    /** Takes a well-formed packet; whoever calls releases it. */
    void take(MqttMessage packet);

    /** A tick of the loop's slow clock went by. */
    void tick();

    /** The connection is gone. */
    void gone();
}
