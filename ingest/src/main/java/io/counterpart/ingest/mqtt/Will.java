package io.counterpart.ingest.mqtt;

import io.counterpart.ingest.publishing.Said;
import io.netty.buffer.ByteBuf;

/**
 * The reading that is published for a device whose connection ends without its goodbye.
 *
 * @param said that it is a reading, and of what
 * @param payload the reading, on the heap: nobody has to release it
 */
record Will(Said said, ByteBuf payload) {}
