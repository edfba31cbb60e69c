package io.counterpart.ingest.mqtt;

import io.netty.handler.codec.mqtt.MqttReasonCodes.Disconnect;

/** Why we end a connection. MQTT 5 is told the reason, 3.1.1 has no way to hear it. */
enum Ending {
    MALFORMED(Disconnect.MALFORMED_PACKET),
    TOO_LARGE(Disconnect.PACKET_TOO_LARGE),
    /** A packet that may not come now, or not at all. */
    PROTOCOL(Disconnect.PROTOCOL_ERROR),
    /** It took too long, or too many bytes, to log in, or began with something else. */
    NO_LOGIN(Disconnect.PROTOCOL_ERROR),
    TOPIC(Disconnect.TOPIC_NAME_INVALID),
    TOPIC_ALIAS(Disconnect.TOPIC_ALIAS_INVALID),
    QOS(Disconnect.QOS_NOT_SUPPORTED),
    RETAIN(Disconnect.RETAIN_NOT_SUPPORTED),
    IN_FLIGHT(Disconnect.RECEIVE_MAXIMUM_EXCEEDED),
    KEEP_ALIVE(Disconnect.KEEP_ALIVE_TIMEOUT),
    /** The same client id of the same device came again. */
    TAKEN_OVER(Disconnect.SESSION_TAKEN_OVER),
    /** Credentials, binding or tenant are not what they were at the login. */
    REVOKED(Disconnect.ADMINISTRATIVE_ACTION),
    /** The log would not take its readings: only the device can send them again. */
    LOST(Disconnect.IMPLEMENTATION_SPECIFIC_ERROR),
    STOPPING(Disconnect.SERVER_SHUTTING_DOWN);

    private final Disconnect reason;

    Ending(Disconnect reason) {
        this.reason = reason;
    }

    Disconnect reason() {
        return reason;
    }
}
