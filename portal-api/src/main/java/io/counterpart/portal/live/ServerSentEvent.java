package io.counterpart.portal.live;

import io.vertx.core.buffer.Buffer;

/** The bytes of events. JSON as we write it has no line break, so one data line holds it. */
public final class ServerSentEvent {

    /** Says that the stream is alive. */
    public static final Buffer HEARTBEAT = Buffer.buffer(":\n\n");

    private ServerSentEvent() {}

    /**
     * An event.
     *
     * @param id by which its receiver says how far it came
     * @param json its data, in one line
     */
    public static Buffer of(String name, long id, byte[] json) {
        return Buffer.buffer(json.length + 64)
                .appendString("id: ")
                .appendString(Long.toString(id))
                .appendString("\nevent: ")
                .appendString(name)
                .appendString("\ndata: ")
                .appendBytes(json)
                .appendString("\n\n");
    }

    /** Tells a viewer how many twin events it was too slow for. */
    static Buffer missed(long count) {
        return Buffer.buffer("event: missed\ndata: {\"twinEvents\":" + count + "}\n\n");
    }
}
