package io.counterpart.ingest.mqtt;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;

/** Nobody yet: the first packet has to be a CONNECT, and soon. */
final class AwaitingLogin implements Stage {

    private final MqttConnection connection;
    private int ticks;

    AwaitingLogin(MqttConnection connection) {
        this.connection = connection;
    }

    @Override
    public void take(MqttMessage packet) {
        if (packet instanceof MqttConnectMessage connect) {
            logIn(connect);
        } else {
            connection.end(Ending.NO_LOGIN);
        }
    }

    private void logIn(MqttConnectMessage connect) {
        Doorway doorway = connection.doorway();
        switch (Login.of(connect, connection)) {
            case Login.Accepted(DeviceSession session, MqttMessage answer) -> {
                doorway.meters().loggedIn();
                connection.loggedIn(session);
                connection.say(answer);
                session.begin();
            }
            case Login.Refused(Dialect dialect, Refusal why) -> {
                doorway.meters().refused(why);
                boolean tooOften =
                        why == Refusal.CREDENTIALS && !doorway.failedLogins().count(connection.remoteAddress());
                if (tooOften) {
                    connection.refuseLater(dialect.refused(why));
                } else {
                    connection.refuse(dialect.refused(why));
                }
            }
        }
    }

    /** What came could not be decoded. An unknown version is answered as 3.1.1 says; there is nothing to answer to the rest. */
    void unreadable(Throwable cause) {
        if (cause instanceof MqttUnacceptableProtocolVersionException) {
            connection.doorway().meters().refused(Refusal.VERSION);
            connection.refuse(Dialect.MQTT_3_1_1.refused(Refusal.VERSION));
        } else {
            connection.end(Ending.NO_LOGIN);
        }
    }

    @Override
    public void tick() {
        if (++ticks > connection.loop().loginTicks()) {
            connection.end(Ending.NO_LOGIN);
        }
    }

    @Override
    public void gone() {}
}
