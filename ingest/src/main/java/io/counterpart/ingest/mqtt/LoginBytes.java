package io.counterpart.ingest.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Bounds what a connection may send before it is logged in. Taken out of the pipeline by the login. */
final class LoginBytes extends ChannelInboundHandlerAdapter {

    private final MqttConnection connection;
    private int left;

    LoginBytes(MqttConnection connection, int max) {
        this.connection = connection;
        this.left = max;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            left -= bytes.readableBytes();
        }
        context.fireChannelRead(message);
        // Afterwards: the read that brings the login may bring the first readings too.
        if (left < 0 && !context.isRemoved()) {
            connection.end(Ending.NO_LOGIN);
        }
    }
}
