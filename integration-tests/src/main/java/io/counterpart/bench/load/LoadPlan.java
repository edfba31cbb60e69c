package io.counterpart.bench.load;

/**
 * What to send.
 *
 * @param connections how many devices, each with a connection
 * @param inFlight messages that a connection has unacknowledged at most
 * @param batch messages that a connection writes at once
 * @param readings in one message
 * @param messages in all; a multiple of connections and batch
 * @param perSecond messages a second in all, 0 for as many as are taken
 * @param seconds after which no more are sent, 0 for none: then only {@code messages} ends it
 * @param reconnect whether a lost connection is made again, and what it had in flight sent again
 */
public record LoadPlan(
        int connections,
        int inFlight,
        int batch,
        int readings,
        long messages,
        double perSecond,
        double seconds,
        boolean reconnect) {

    /** Packet identifiers have 16 bits, and zero is none. */
    private static final int MOST_IN_FLIGHT = 65_535;

    public LoadPlan {
        if (connections < 1 || inFlight < 1 || inFlight > MOST_IN_FLIGHT || readings < 1 || messages < 1) {
            throw new IllegalArgumentException("connections, messages in flight and readings must be above 0");
        }
        if (batch < 1 || batch > inFlight) {
            throw new IllegalArgumentException("a batch is of 1 to all messages in flight");
        }
    }

    /** Many devices with little each: one message a segment, as real devices send. */
    public static LoadPlan w1(long messages) {
        return new LoadPlan(2_000, 1, 1, 1, messages, 0, 0, false);
    }

    /** Few devices with much each. */
    public static LoadPlan w2(long messages) {
        return new LoadPlan(200, 64, 16, 1, messages, 0, 0, false);
    }

    public LoadPlan withReadings(int each) {
        return new LoadPlan(connections, inFlight, batch, each, messages, perSecond, seconds, reconnect);
    }

    public LoadPlan withRate(double messagesPerSecond) {
        return new LoadPlan(connections, inFlight, batch, readings, messages, messagesPerSecond, seconds, reconnect);
    }

    public LoadPlan withMessages(long count) {
        return new LoadPlan(connections, inFlight, batch, readings, count, perSecond, seconds, reconnect);
    }

    /** The same at this rate, until it is told to stop, going on over every loss of a connection. */
    public LoadPlan untilStopped(double messagesPerSecond) {
        return new LoadPlan(connections, inFlight, batch, readings, Long.MAX_VALUE, messagesPerSecond, 0, true);
    }

    /** How many messages the connection of this number sends. */
    long messagesOf(int connection) {
        return messages / connections + (connection < messages % connections ? 1 : 0);
    }
}
