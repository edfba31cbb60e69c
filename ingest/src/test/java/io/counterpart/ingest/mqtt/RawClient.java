package io.counterpart.ingest.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A client that says what the test wants, right or wrong, on a plain socket. */
final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MS = 10_000;

    private final Socket socket;
    private final EmbeddedChannel codec = new EmbeddedChannel(new MqttDecoder(1 << 20), MqttEncoder.INSTANCE);

    RawClient(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MS);
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Logs in and gives the answer's code. */
    byte connect(MqttVersion version, String userName, String password) {
        return connect(version, userName, password, connect -> connect)
                .variableHeader()
                .connectReturnCode()
                .byteValue();
    }

    MqttConnAckMessage connect(
            MqttVersion version,
            String userName,
            String password,
            UnaryOperator<MqttMessageBuilders.ConnectBuilder> more) {
        send(connectPacket(version, userName, password, more));
        return (MqttConnAckMessage) receive();
    }

    static MqttConnectMessage connectPacket(
            MqttVersion version,
            String userName,
            String password,
            UnaryOperator<MqttMessageBuilders.ConnectBuilder> more) {
        return more.apply(MqttMessageBuilders.connect()
                        .protocolVersion(version)
                        .clientId("raw")
                        .cleanSession(true)
                        .keepAlive(60)
                        .username(userName)
                        .password(password.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    static MqttPublishMessage publish(String topic, MqttQoS qos, int packetId, String payload) {
        return MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(qos)
                .messageId(packetId)
                .payload(Unpooled.copiedBuffer(payload, StandardCharsets.UTF_8))
                .build();
    }

    static MqttPublishMessage retained(String topic, String payload) {
        return MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(MqttQoS.AT_LEAST_ONCE)
                .messageId(1)
                .retained(true)
                .payload(Unpooled.copiedBuffer(payload, StandardCharsets.UTF_8))
                .build();
    }

    static MqttPublishMessage aliased(String topic, String payload) {
        MqttProperties properties = new MqttProperties();
        properties.add(new MqttProperties.IntegerProperty(MqttProperties.MqttPropertyType.TOPIC_ALIAS.value(), 1));
        return MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(MqttQoS.AT_LEAST_ONCE)
                .messageId(1)
                .properties(properties)
                .payload(Unpooled.copiedBuffer(payload, StandardCharsets.UTF_8))
                .build();
    }

    static MqttMessage release(int packetId) {
        return new MqttMessage(
                new MqttFixedHeader(MqttMessageType.PUBREL, false, MqttQoS.AT_LEAST_ONCE, false, 2),
                MqttMessageIdVariableHeader.from(packetId));
    }

    /** The reason of the DISCONNECT that comes next. */
    MqttReasonCodes.Disconnect receiveReason() {
        MqttMessage packet = receive();
        if (packet.fixedHeader().messageType() != MqttMessageType.DISCONNECT) {
            throw new AssertionError("not a DISCONNECT but " + packet);
        }
        var about = (MqttReasonCodeAndPropertiesVariableHeader) packet.variableHeader();
        return MqttReasonCodes.Disconnect.valueOf(about.reasonCode());
    }

    /** Sends packets in one write. */
    void send(MqttMessage... packets) {
        for (MqttMessage packet : packets) {
            codec.writeOutbound(packet);
        }
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf bytes = codec.readOutbound(); bytes != null; bytes = codec.readOutbound()) {
            all.writeBytes(bytes);
            bytes.release();
        }
        byte[] sent = new byte[all.readableBytes()];
        all.readBytes(sent);
        sendBytes(sent);
    }

    void sendBytes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next packet; an error when the connection ends instead. */
    MqttMessage receive() {
        return receiveOrEnd().orElseThrow(() -> new AssertionError("the connection ended"));
    }

    /** The next packet, or nothing when the connection ended. */
    Optional<MqttMessage> receiveOrEnd() {
        byte[] buffer = new byte[4096];
        try {
            for (; ; ) {
                MqttMessage packet = codec.readInbound();
                if (packet != null) {
                    return Optional.of(packet);
                }
                int read = socket.getInputStream().read(buffer);
                if (read < 0) {
                    return Optional.empty();
                }
                codec.writeInbound(Unpooled.copiedBuffer(buffer, 0, read));
            }
        } catch (SocketException reset) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether nothing comes for this long. */
    boolean hearsNothingFor(int milliseconds) {
        try {
            socket.setSoTimeout(milliseconds);
            int read = socket.getInputStream().read();
            if (read >= 0) {
                codec.writeInbound(Unpooled.wrappedBuffer(new byte[] {(byte) read}));
            }
            return false;
        } catch (SocketTimeoutException nothing) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            bePatient();
        }
    }

    private void bePatient() {
        try {
            socket.setSoTimeout(PATIENCE_MS);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends without goodbye. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        codec.finishAndReleaseAll();
    }
}
