package io.counterpart.ingest.mqtt;

import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_BAD_AUTHENTICATION_METHOD;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_CLIENT_IDENTIFIER_NOT_VALID;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_QOS_NOT_SUPPORTED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_QUOTA_EXCEEDED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_RETAIN_NOT_SUPPORTED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE_5;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_TOPIC_NAME_INVALID;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_UNSUPPORTED_PROTOCOL_VERSION;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;

/** Why a login is refused, and what either version of MQTT says to it. */
enum Refusal {
    VERSION(CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION, CONNECTION_REFUSED_UNSUPPORTED_PROTOCOL_VERSION),
    CLIENT_ID(CONNECTION_REFUSED_IDENTIFIER_REJECTED, CONNECTION_REFUSED_CLIENT_IDENTIFIER_NOT_VALID),
    CREDENTIALS(CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD, CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD),
    /** MQTT 5's enhanced authentication, which we do not have. */
    METHOD(CONNECTION_REFUSED_NOT_AUTHORIZED, CONNECTION_REFUSED_BAD_AUTHENTICATION_METHOD),
    WILL_TOPIC(CONNECTION_REFUSED_NOT_AUTHORIZED, CONNECTION_REFUSED_TOPIC_NAME_INVALID),
    WILL_QOS(CONNECTION_REFUSED_NOT_AUTHORIZED, CONNECTION_REFUSED_QOS_NOT_SUPPORTED),
    WILL_RETAINED(CONNECTION_REFUSED_NOT_AUTHORIZED, CONNECTION_REFUSED_RETAIN_NOT_SUPPORTED),
    /** The device has as many connections as it may have. */
    CONNECTIONS(CONNECTION_REFUSED_SERVER_UNAVAILABLE, CONNECTION_REFUSED_QUOTA_EXCEEDED),
    /** It is not known yet who may come in, or we are about to stop. */
    NOT_READY(CONNECTION_REFUSED_SERVER_UNAVAILABLE, CONNECTION_REFUSED_SERVER_UNAVAILABLE_5);

    private final MqttConnectReturnCode mqtt311;
    private final MqttConnectReturnCode mqtt5;

    Refusal(MqttConnectReturnCode mqtt311, MqttConnectReturnCode mqtt5) {
        this.mqtt311 = mqtt311;
        this.mqtt5 = mqtt5;
    }

    MqttConnectReturnCode code(Dialect dialect) {
        return switch (dialect) {
            case MQTT_3_1_1 -> mqtt311;
            case MQTT_5 -> mqtt5;
        };
    }
}
