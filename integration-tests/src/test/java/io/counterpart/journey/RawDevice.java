package io.counterpart.journey;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A device that says what an ordinary client library would refuse to say, and tells in words what it heard. */
final class RawDevice implements AutoCloseable {

    /** More than a failed login is held for. */
    private static final int PATIENCE_MS = 15_000;

    private static final String CLOSED = "closed";

    private final Socket socket = new Socket();
    private final EmbeddedChannel codec = new EmbeddedChannel(new MqttDecoder(1 << 20), MqttEncoder.INSTANCE);
    private final MqttVersion version;

    RawDevice(int port, MqttVersion version) throws IOException {
        this(port, version, InetAddress.getLoopbackAddress());
    }

    /** One that comes from an address of its own. */
    RawDevice(int port, MqttVersion version, InetAddress from) throws IOException {
        this.version = version;
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
    }

    String logIn(String userName, String password) throws IOException {
        say(MqttMessageBuilders.connect()
                .protocolVersion(version)
                .clientId("raw")
                .cleanSession(true)
                .keepAlive(60)
                .username(userName)
                .password(password.getBytes(StandardCharsets.UTF_8))
                .build());
        return hear();
    }

    String publish(String topic, byte[] payload) throws IOException {
        say(MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(MqttQoS.AT_LEAST_ONCE)
                .messageId(1)
                .payload(Unpooled.wrappedBuffer(payload))
                .build());
        return hear();
    }

    String subscribe(String filter) throws IOException {
        say(MqttMessageBuilders.subscribe()
                .messageId(1)
                .addSubscription(MqttQoS.AT_LEAST_ONCE, filter)
                .build());
        return hear();
    }

    private void say(MqttMessage packet) throws IOException {
        codec.writeOutbound(packet);
        for (ByteBuf bytes = codec.readOutbound(); bytes != null; bytes = codec.readOutbound()) {
            byte[] sent = new byte[bytes.readableBytes()];
            bytes.readBytes(sent);
            bytes.release();
            sayBytes(sent);
        }
    }

    /** Sends whatever it is, as far as the other side takes it. */
    void sayBytes(byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException hungUpOn) {
            // What it was told before that is still to be heard.
        }
    }

    /** What comes next, with its code: {@code connack 0}, {@code puback 144}, or that the connection was closed. */
    String hear() throws IOException {
        byte[] buffer = new byte[4096];
        try {
            for (; ; ) {
                @Nullable MqttMessage packet = codec.readInbound();
                if (packet != null) {
                    return inWords(packet);
                }
                int read = socket.getInputStream().read(buffer);
                if (read < 0) {
                    return CLOSED;
                }
                codec.writeInbound(Unpooled.copiedBuffer(buffer, 0, read));
            }
        } catch (SocketException reset) {
            return CLOSED;
        }
    }

    private static String inWords(MqttMessage packet) {
        String type = packet.fixedHeader().messageType().name().toLowerCase(java.util.Locale.ROOT);
        int code = switch (packet) {
            case MqttConnAckMessage answer ->
                answer.variableHeader().connectReturnCode().byteValue();
            case MqttSubAckMessage answer -> answer.payload().reasonCodes().getFirst();
            default ->
                switch (packet.variableHeader()) {
                    case MqttPubReplyMessageVariableHeader about -> about.reasonCode();
                    case MqttReasonCodeAndPropertiesVariableHeader about -> about.reasonCode();
                    case null, default -> 0;
                };
        };
        return type + " " + (code & 0xff);
    }

    /** Ends without goodbye. */
    @Override
    public void close() throws IOException {
        socket.close();
        codec.finishAndReleaseAll();
    }
}
