package io.counterpart.ingest.mqtt;

import io.netty.buffer.ByteBuf;

/**
 * The reading that is published for a device whose connection ends without its goodbye.
 *
 * @param topic one of its telemetry topics
 * @param payload the reading, on the heap: nobody has to release it
 */
record Will(String topic, ByteBuf payload) {}
